import Plans
import SGP22
import SecretBoxes

extension AESSecretBox {
    /// The code of a row in stock.
    ///
    /// - Throws: `Failure` with status 78 when the key is another one than that it was sealed with.
    func code(_ row: InventoryCode) throws(Failure) -> ActivationCode {
        let text: String
        do {
            text = try open(row.sealed, for: row.fingerprint)
        } catch {
            throw Failure(error, code: row.number)
        }
        guard fingerprint(text) == row.fingerprint, let code = ActivationCode.inspect(text).code else {
            throw Failure(SecretBoxError.damaged, code: row.number)
        }
        return code
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
