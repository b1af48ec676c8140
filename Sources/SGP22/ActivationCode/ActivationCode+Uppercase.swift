extension ActivationCode {
    /// The same code with the address in upper case, which a QR symbol holds in fewer modules.
    ///
    /// Names compare without regard to case, yet a server that does not obey would not find itself in it.
    public var withUppercaseAddress: ActivationCode {
        ActivationCode(
            uncheckedAddress: SMDPAddress(unchecked: smdpAddress.description.uppercased()),
            matchingID: matchingID,
            smdpOID: smdpOID,
            requiresConfirmationCode: requiresConfirmationCode,
            ciPKIndicator: ciPKIndicator,
            deleteNotification: deleteNotification,
            extra: extra
        )
    }
}
