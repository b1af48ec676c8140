import SGP22
import TestSupport

extension ActivationCodeVector.Fields {
    init(_ code: ActivationCode) {
        self.init(
            smdpAddress: code.smdpAddress.description,
            matchingId: code.matchingID.secretText,
            smdpOid: code.smdpOID?.description,
            confirmationCodeRequired: code.requiresConfirmationCode,
            ciPkIndicator: code.ciPKIndicator?.description,
            deleteNotification: code.deleteNotification?.description,
            extra: code.extra.map(\.description)
        )
    }
}
