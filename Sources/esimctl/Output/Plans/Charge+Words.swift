import Plans

extension Charge.State {
    /// How a charge stands, as the rest of a sentence for an operator.
    var sentence: String {
        switch self {
        case .open: "is not decided yet; esimctl renew run goes on with it"
        case .succeeded: "is paid"
        case .failed: "is not paid, and is not tried again"
        case .skipped: "is for a period that went by, and is not charged"
        case .unknown: "may be paid or not; esimctl ops resolve-charge settles it"
        }
    }
}

extension Provider {
    /// What people call who moves the money: the balance is no provider to them.
    var displayName: String { self == .wallet ? "balance" : description }
}
