// The rules that every store enforces, whoever writes. The SQL schema says the same; a test compares them.

extension Wallet {
    /// The balance is never negative.
    public var isSound: Bool { balance >= 0 }
}

extension PaymentMethod {
    /// One default for each account.
    public var uniqueKeys: [[RowValue]] {
        isDefault ? [[.text("default"), .text(tenant.text), .text(account.text)]] : []
    }
}

extension PlanVersion {
    public var isSound: Bool { price >= 0 && tax.basisPoints >= 0 && graceDays >= 0 && leadSeconds >= 0 }
}

extension Subscription {
    /// One live mandate for each line.
    public var uniqueKeys: [[RowValue]] {
        autoRenew == .on ? [[.text("mandate"), .text(tenant.text), .text(line.text)]] : []
    }

    /// What is terminal has no mandate.
    public var isSound: Bool { !state.isTerminal || autoRenew == .off }
}

extension Charge {
    /// One charge for each cycle and kind.
    public var uniqueKeys: [[RowValue]] {
        [[.text("cycle"), .text(tenant.text), .text(subject), .integer(cycle), .text(kind.rawValue)]]
    }

    /// No more is refunded than was charged.
    public var isSound: Bool {
        amount >= 0 && (0...amount).contains(refunded) && (0...amount).contains(tax) && (0...tax).contains(refundedTax)
    }
}

extension ChargeAttempt {
    /// One use of each key that a gateway sees; for each charge one try that is open, and one that succeeded.
    public var uniqueKeys: [[RowValue]] {
        var keys: [[RowValue]] = []
        if provider != .wallet { keys.append([.text("key"), .text(tenant.text), .text(idempotencyKey)]) }
        if state.isOpen { keys.append([.text("open"), .text(tenant.text), .text(charge.text)]) }
        if state == .succeeded { keys.append([.text("succeeded"), .text(tenant.text), .text(charge.text)]) }
        return keys
    }
}

extension Refund {
    public var isSound: Bool { amount > 0 && (0...amount).contains(tax) }
}

extension Posting {
    public var isSound: Bool { amount != 0 }
}

extension Invoice {
    /// One invoice for each charge; credit notes as many as there are refunds.
    public var uniqueKeys: [[RowValue]] {
        kind == .invoice ? [[.text("charge"), .text(tenant.text), .text(charge.text)]] : []
    }
}
