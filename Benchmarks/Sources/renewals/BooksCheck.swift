import Plans

/// What has to be in the books after a day's renewals: each was paid once, from the balance, and is written down everywhere.
struct BooksCheck {
    let customers: Customers

    /// What is wrong for whoever was due on a day; `nil` when nothing is.
    func fault(on day: Int, _ reader: any PlanReader) throws -> String? {
        for number in customers.numbers(dueOn: day) {
            if let fault = try fault(of: Customers.name(number), reader) { return "customer \(number): \(fault)" }
        }
        return nil
    }

    /// How many invoices there are, by their numbers.
    static func invoices(_ reader: any PlanReader) throws -> Int64 {
        try reader.find(Counter.self, [.text(TenantID.sole.text), .text("invoice.F")])?.value ?? 0
    }

    private func fault(of name: String, _ reader: any PlanReader) throws -> String? {
        let tenant = RowValue.text(TenantID.sole.text)
        let id = SubscriptionID("s\(name)")
        guard let subscription = try reader.find(Subscription.self, [tenant, .text(id.text)]), subscription.cycle == 2
        else { return "not renewed" }
        let charge = Charge.id(of: id, .renewal, cycle: 2).text
        guard try reader.find(Charge.self, [tenant, .text(charge)])?.state == .succeeded else { return "not paid" }
        let invoices = try reader.select(
            Query(Invoice.self, where: ["tenant_id", "charge_id"], are: [tenant, .text(charge)])
        )
        guard invoices.count == 1, let invoice = invoices.first, invoice.net + invoice.tax == Customers.price else {
            return "\(invoices.count) invoices"
        }
        let legs = try reader.select(
            Query(Posting.self, where: ["tenant_id", "journal_id"], are: [tenant, .text("charge/\(charge)")])
        )
        guard legs.count == 3, legs.reduce(0, { $0 + $1.amount }) == 0 else { return "the journal does not balance" }
        let account: [RowValue] = [tenant, .text("a\(name)"), .text(Currency.pen.code)]
        guard try reader.find(Wallet.self, account)?.balance == Customers.balance - Customers.price else {
            return "another balance"
        }
        let messages = try [("renewal.succeeded/\(id)/2"), ("network/\(id)/2")].filter {
            try reader.find(OutboxMessage.self, [tenant, .text($0)]) == nil
        }
        guard messages.isEmpty else { return "no message \(messages)" }
        let timer = try reader.find(Timer.self, [tenant, .text(Timer.Subject.subscription.rawValue), .text(id.text)])
        guard timer?.leaseUntil.seconds == 0, timer?.leaseToken == 1 else { return "the timer is not let go" }
        return nil
    }
}
