import Plans
import SGP22
import SecretBoxes

/// What is sealed of a code in stock: the code itself and, on a line of its own, the confirmation code that goes with it, if there
/// is one. Codes are known again by `AESSecretBox.fingerprint(of:)`.
struct StockedSecret {
    var code: ActivationCode
    var confirmationCode: ConfirmationCode?

    init(_ code: ActivationCode, confirmationCode: ConfirmationCode?) {
        self.code = code
        self.confirmationCode = confirmationCode
    }

    /// Reads what was sealed; `nil` when it is no code.
    fileprivate init?(_ text: String) {
        let lines = text.split(separator: "\n", maxSplits: 1).map(String.init)
        guard let first = lines.first, let code = ActivationCode.inspect(first).code else { return nil }
        self.code = code
        guard lines.count == 2 else { return }
        guard let confirmation = try? ConfirmationCode(lines[1]) else { return nil }
        confirmationCode = confirmation
    }

    /// What is sealed.
    fileprivate var text: String {
        code.secretText() + (confirmationCode.map { "\n" + $0.secretText } ?? "")
    }
}

extension AESSecretBox {
    /// The code of a row in stock, and what goes with it.
    ///
    /// - Throws: `Failure` with status 78 when the key is another one than that it was sealed with.
    func secret(_ row: InventoryCode) throws(Failure) -> StockedSecret {
        let text: String
        do {
            text = try open(row.sealed, for: row.fingerprint)
        } catch {
            throw Failure(error, code: row.number)
        }
        guard let secret = StockedSecret(text),
            [fingerprint(of: secret.code), fingerprint(secret.code.secretText())].contains(row.fingerprint)
        else { throw Failure(SecretBoxError.damaged, code: row.number) }
        return secret
    }

    /// What a row keeps of a code.
    func sealed(_ secret: StockedSecret, _ fingerprint: String) throws(Failure) -> String {
        do {
            return try seal(secret.text, for: fingerprint)
        } catch {
            throw Failure("OpenSSL could not be used", status: .unavailable)
        }
    }

    /// Refuses a key that is not the one of the codes in stock.
    func demandStock(of service: PlanService) throws {
        guard let sealedWith = try service.stockKeyID(), sealedWith != keyID else { return }
        throw Failure(PlanError.wrongKey(sealedWith: sealedWith, ours: keyID))
    }
}

extension Failure {
    fileprivate init(_ error: SecretBoxError, code number: Int64) {
        switch error {
        case .otherKey(let other, let ours): self.init(PlanError.wrongKey(sealedWith: other, ours: ours))
        case .damaged:
            self.init("code \(number): is not what was sealed; its row was damaged or changed", status: .unusableInput)
        case .unavailable: self.init("OpenSSL could not be used", status: .unavailable)
        }
    }
}
