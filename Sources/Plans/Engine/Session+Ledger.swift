extension Session {
    /// Moves money: one journal, its legs summing to zero. There is no other way for an amount into the ledger.
    func post(_ kind: Journal.Kind, id: String, _ legs: [(account: LedgerAccount, amount: Int64)], _ currency: Currency)
        throws
    {
        precondition(legs.reduce(0) { $0 + $1.amount } == 0, "a journal that does not balance")
        let legs = legs.filter { $0.amount != 0 }
        guard !legs.isEmpty else { return }
        let journal = Journal(tenant: tenant, id: id, kind: kind, at: now)
        try store.insert(journal)
        for (index, leg) in legs.enumerated() {
            let amount = Money(leg.amount, currency)
            try store.insert(Posting(journal: journal, leg: index + 1, account: leg.account, amount: amount))
        }
    }

    func wallet(of account: AccountID, _ currency: Currency) throws -> Wallet {
        let key: [RowValue] = [.text(tenant.text), .text(account.text), .text(currency.code)]
        return try store.find(Wallet.self, key) ?? Wallet(tenant: tenant, account: account, currency: currency)
    }

    /// Writes an invoice or a credit note under the next number of its series.
    func invoice(_ kind: Invoice.Kind, _ charge: Charge, _ amount: TaxRate.Split) throws {
        let name = "invoice." + Invoice.series(of: kind)
        let key: [RowValue] = [.text(tenant.text), .text(name)]
        var counter =
            try store.find(Counter.self, key) ?? Counter(tenant: tenant, name: name, value: 0)
        counter.value += 1
        try store.upsert(counter)
        try store.insert(Invoice(kind, number: counter.value, charge: charge, amount: amount, at: now))
    }

    /// The legs of a payment for a period: who pays, what we earn, what the state gets.
    func legs(of charge: Charge, paidBy payer: LedgerAccount) -> [(account: LedgerAccount, amount: Int64)] {
        [(payer, charge.amount), (.revenue, -charge.cost.net), (.tax, -charge.tax)]
    }
}

extension Wallet {
    /// Puts money in.
    ///
    /// - Throws: `PlanError.invalid` when more would be in it than `Money.limit`; nothing is then.
    mutating func add(_ amount: Int64) throws(PlanError) {
        guard (0...Money.limit).contains(amount), balance <= Money.limit - amount else {
            throw .invalid("a balance of more than \(Money(Money.limit, currency))")
        }
        balance += amount
    }
}
