import Plans
import SGP22
import SecretBoxes

extension AESSecretBox {
    /// By what a profile is known again, however its code is written: the name of its server, in which case does not count, and the
    /// matching ID. The OID, the demand for a confirmation code and later fields say nothing of which profile it is.
    func fingerprint(of code: ActivationCode) -> String {
        Self.form + fingerprint("\(code.smdpAddress.hostName)\n\(code.matchingID.secretText)")
    }

    /// The fingerprint under this key of a code that another box has in a row; a twin's stays one of the code as it is written.
    func fingerprint(of code: ActivationCode, as row: InventoryCode, in other: AESSecretBox) -> String {
        row.fingerprint == other.fingerprint(of: code) ? fingerprint(of: code) : fingerprint(code.secretText())
    }

    /// What fingerprints of this form begin with. Programs before it hashed the code as it was written.
    private static let form = "2."

    /// Makes codes of earlier programs known by their profiles, as new ones are: afterwards none of those is sold twice.
    ///
    /// Codes that turn out to be of one profile stay as they are; all but one of them are withdrawn, of those that nobody has.
    /// A row that was damaged is left alone.
    func recognizeOldCodes(in open: OpenStore) throws {
        let twins = try open.refusing {
            try open.service(as: "operator").recognize(isOld: { !$0.fingerprint.hasPrefix(Self.form) }) { row in
                do {
                    return try recognized(row)
                } catch let failure as Failure where failure.status == .unusableInput {
                    return nil
                }
            }
        }
        for twin in twins {
            let code = "code \(twin.code.number): is of the same profile as code \(twin.of)"
            let isSold = twin.code.state != .withdrawn
            Diagnostics.say(isSold ? "\(code), and \(twin.code.state.rawValue) itself" : "\(code); it was withdrawn")
        }
    }

    private func recognized(_ row: InventoryCode) throws -> PlanService.Recognized {
        let secret = try secret(row)
        let fingerprint = fingerprint(of: secret.code)
        return PlanService.Recognized(
            fingerprint: fingerprint,
            sealed: try sealed(secret, fingerprint),
            iccid: row.iccid.map { (try? ICCID(parsing: $0).withCheckDigit.description) ?? $0 }
        )
    }
}
