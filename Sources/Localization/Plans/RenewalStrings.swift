public import Plans

/// The sentences that explain why the next charge is what it is.
public struct RenewalStrings: Sendable {
    /// The first line: plan, line.
    public var title: @Sendable (_ plan: String, _ line: String) -> String
    /// Where the subscription stands, as a sentence.
    public var state: @Sendable (Subscription.State) -> String

    /// Headings.
    public var when: String
    public var howMuch: String
    public var from: String
    public var whatNext: String
    public var ifUnpaid: String
    public var howToStop: String

    /// The date, or why there is none.
    public var nextCharge: @Sendable (_ moment: String) -> String
    public var noCharge: @Sendable (NoChargeReason) -> String
    /// Why this date.
    public var counted: @Sendable (_ interval: String, _ anchor: String, _ boundary: Int) -> String
    public var lastDayOfMonth: @Sendable (_ day: Int) -> String
    public var anchorMoved: String
    public var isRetry: String
    public var charged: @Sendable (_ secondsEarlier: Int64) -> String

    /// Why this amount.
    public var amount: @Sendable (_ gross: String, _ tax: String, _ percent: String) -> String
    public var version: @Sendable (_ number: Int, _ since: String) -> String
    public var newPrice: @Sendable (_ agreed: String) -> String
    public var skipped: @Sendable (_ count: Int) -> String

    /// What it is paid from.
    public var paidFrom: @Sendable (_ source: String) -> String
    public var balance: @Sendable (_ balance: String) -> String
    public var missing: @Sendable (_ amount: String) -> String

    /// What time alone will bring.
    public var step: @Sendable (Step) -> String
    public var nothingNext: String
    /// What happens when the money does not come.
    public var grace: @Sendable (_ days: Int) -> String
    /// When it is tried again: so many days later, in rising order, and on what the payer does.
    public var retries: @Sendable (_ days: [Int], _ isFromBalance: Bool) -> String
    public var stopCommand: @Sendable (_ command: String) -> String
}

/// Why nothing will be charged.
public enum NoChargeReason: Hashable, Sendable, CaseIterable {
    case off, notConfirmed, ended, paused, waitsForMethod, waitsForCustomer, waitsForOperator, parked, underWay, unpaid
}
