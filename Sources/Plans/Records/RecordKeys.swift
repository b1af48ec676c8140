// What records are found by, worked out without making their rows: stores ask for it again and again.
// Law: it is what `row` says, at the beginning and at the columns of `indexes`.

extension BillingMark {
    public var key: [RowValue] { [.text(shard)] }
}

extension Account {
    public var key: [RowValue] { [.text(tenant.text), .text(id.text)] }
}

extension Wallet {
    public var key: [RowValue] { [.text(tenant.text), .text(account.text), .text(currency.code)] }
}

extension PaymentMethod {
    public var key: [RowValue] { [.text(tenant.text), .text(id.text)] }
    public var indexKeys: [[RowValue]] { [[.text(tenant.text), .text(account.text)]] }
}

extension Line {
    public var key: [RowValue] { [.text(tenant.text), .text(id.text)] }
    public var indexKeys: [[RowValue]] { [[.text(tenant.text), .text(account.text)]] }
}

extension PlanVersion {
    public var key: [RowValue] { [.text(tenant.text), .text(code), .integer(Int64(version))] }
}

extension Subscription {
    public var key: [RowValue] { [.text(tenant.text), .text(id.text)] }
    public var indexKeys: [[RowValue]] {
        [
            [.text(tenant.text), .text(account.text)], [.text(tenant.text), .text(line.text)],
            [.text(tenant.text), RowValue(paymentMethod?.text)],
        ]
    }
}

extension Timer {
    public var key: [RowValue] { [.text(tenant.text), .text(subject.rawValue), .text(id)] }
}

extension Charge {
    public var key: [RowValue] { [.text(tenant.text), .text(id.text)] }
    public var indexKeys: [[RowValue]] { [[.text(tenant.text), .text(subject)]] }
}

extension ChargeAttempt {
    public var key: [RowValue] { [.text(tenant.text), .text(charge.text), .integer(Int64(number))] }
    public var indexKeys: [[RowValue]] { [[.text(tenant.text), RowValue(reference)]] }
}

extension Refund {
    public var key: [RowValue] { [.text(tenant.text), .text(id)] }
    public var indexKeys: [[RowValue]] { [[.text(tenant.text), .text(charge.text)]] }
}

extension Journal {
    public var key: [RowValue] { [.text(tenant.text), .text(id)] }
}

extension Posting {
    public var key: [RowValue] { [.text(tenant.text), .text(journal), .integer(Int64(leg))] }
}

extension Invoice {
    public var key: [RowValue] { [.text(tenant.text), .text(series), .integer(number)] }
    public var indexKeys: [[RowValue]] { [[.text(tenant.text), .text(charge.text)]] }
}

extension Counter {
    public var key: [RowValue] { [.text(tenant.text), .text(name)] }
}

extension Event {
    public var key: [RowValue] { [.text(tenant.text), .text(subject), .integer(sequence)] }
}

extension OutboxMessage {
    public var key: [RowValue] { [.text(tenant.text), .text(id)] }
}

extension InboundEvent {
    public var key: [RowValue] { [.text(tenant.text), .text(provider.description), .text(id)] }
}

extension Alert {
    public var key: [RowValue] { [.text(tenant.text), .text(kind.rawValue), .text(subject)] }
}

extension GatewayLimit {
    public var key: [RowValue] { [.text(provider.description)] }
}

extension InventoryCode {
    public var key: [RowValue] { [.text(tenant.text), .integer(number)] }
    public var indexKeys: [[RowValue]] {
        [
            [.text(tenant.text), .text(profileType), .text(state.rawValue)], [.text(tenant.text), .text(fingerprint)],
            [.text(tenant.text), RowValue(iccid)],
        ]
    }
}

extension StockWatch {
    public var key: [RowValue] { [.text(tenant.text), .text(profileType)] }
}

extension RowValue {
    /// The text, if there is one.
    fileprivate init(_ text: String?) { self = text.map { .text($0) } ?? .null }
}
