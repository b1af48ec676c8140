extension PlanService {
    /// Gives money of the balance back to a customer who takes it along (cash, a transfer); `destination` names the ledger account,
    /// as `cash`. The same key does it once.
    ///
    /// Throws `.invalid` for an amount that is not positive, `.insufficientBalance` when there is less in the balance, and
    /// `.referenceUsed` when the key was used for another amount.
    public func payOut(_ amount: Money, from account: AccountID, destination: String, key: String) throws {
        try session { session in
            guard amount.minorUnits > 0 else { throw PlanError.invalid("amount \(amount)") }
            _ = try session.account(account)
            let journal = "payout/\(account)/\(key)"
            guard try session.store.find(Journal.self, [.text(tenant.text), .text(journal)]) == nil else {
                return try session.demandJournal(journal, of: amount, key)
            }
            var wallet = try session.wallet(of: account, amount.currency)
            guard wallet.balance >= amount.minorUnits else { throw PlanError.insufficientBalance(account) }
            wallet.balance -= amount.minorUnits
            try session.store.upsert(wallet)
            try session.post(
                .refund,
                id: journal,
                [(.wallet(account), amount.minorUnits), (.gateway(Provider(destination)), -amount.minorUnits)],
                amount.currency
            )
        }
    }
}
