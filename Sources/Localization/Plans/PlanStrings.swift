public import Plans

/// What people are told about plans that renew, in one language.
///
/// It stands beside `Strings`, and not in it, so that commands about codes do not carry it along.
public struct PlanStrings: Sendable {
    // MARK: Words

    /// A date and a time of day on a wall, and the zone of that wall.
    public var moment: @Sendable (_ wall: CivilDateTime, _ zone: String) -> String
    /// A calendar date.
    public var date: @Sendable (CivilDate) -> String
    /// A month of a year, up to which a card is valid.
    public var month: @Sendable (_ year: Int, _ month: Int) -> String
    /// A sum of money as people of the language write it.
    public var money: @Sendable (Money) -> String
    /// How long a period is: `30 days`, `1 month`.
    public var interval: @Sendable (BillingInterval) -> String
    /// What the charge is paid from.
    public var source: @Sendable (PaymentSourceName) -> String
    /// Where a subscription stands, as a word in a table.
    public var state: @Sendable (Subscription.State) -> String
    /// Whether it renews itself, as a word in a table.
    public var autoRenew: @Sendable (Subscription.AutoRenew) -> String

    // MARK: Summary of a renewal

    /// The labels of a summary.
    public var label: @Sendable (SummaryLabel) -> String
    /// What stands between a label and its value.
    public var colon: String
    /// Stands for a date that there is none of.
    public var nothingWillBeCharged: String
    /// Says that nothing is charged before the customer has agreed, and how to agree.
    public var toConfirm: @Sendable (_ command: String) -> String
    /// Says that renewal is on, or off, from now on.
    public var isOnNow: String
    public var isOffNow: @Sendable (_ until: String?) -> String

    // MARK: Explanation

    public var explanation: RenewalStrings

    // MARK: Notices

    /// A message to a customer: what it is about, and its paragraphs.
    public var notice: @Sendable (NoticeKind, NoticeWords) -> NoticeText
    /// Why a payment did not go through, after a colon.
    public var declineReason: @Sendable (DeclineReason) -> String
    /// What ends every message: that nobody reads answers to it.
    public var closing: String
}

/// What stands in front of a value of a summary.
public enum SummaryLabel: Hashable, Sendable, CaseIterable {
    case subscription, plan, line, state, paidUntil, autoRenew, amount, nextCharge, source, howToStop
    /// Of a profile that is handed over.
    case iccid, code, confirmationCode
}

/// What a charge is paid from, as its owner knows it.
public enum PaymentSourceName: Hashable, Sendable {
    case balance
    case card(lastFour: String?)
    case payPal
    /// Known by its name in our records only.
    case method(String)
}

/// A message in one language.
public struct NoticeText: Hashable, Sendable {
    public var subject: String
    /// Paragraphs, a line each.
    public var paragraphs: [String]

    public init(_ subject: String, _ paragraphs: [String?]) {
        self.subject = subject
        self.paragraphs = paragraphs.compactMap(\.self)
    }

    /// The paragraphs with an empty line between each two.
    public var body: String { paragraphs.joined(separator: "\n\n") + "\n" }
}

/// Why a payment did not go through, as far as a customer needs to know.
public enum DeclineReason: Hashable, Sendable, CaseIterable {
    case notEnoughBalance, notEnoughFunds, cardExpired, cardRefused, confirmationNeeded, other

    /// What a provider's or the engine's word for it means.
    public init(code: String) {
        self =
            switch code {
            case "insufficient_balance": .notEnoughBalance
            case "insufficient_funds", "soft": .notEnoughFunds
            case "expired_card": .cardExpired
            case "stolen_card", "lost_card", "pickup_card", "removed_method", "declined_method", "hard": .cardRefused
            case "authentication_required", "action_required": .confirmationNeeded
            default: .other
            }
    }
}

extension Language {
    /// What is said about plans in this language.
    public var plans: PlanStrings {
        switch self {
        case .english: .english
        case .spanish: .spanish
        case .chinese: .chinese
        }
    }
}
