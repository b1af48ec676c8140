public import Plans

/// The values of a notice, ready to stand in sentences of a language.
public struct NoticeWords: Sendable {
    private let fields: Fields
    private let strings: PlanStrings

    init(_ fields: Fields, _ strings: PlanStrings) {
        self.fields = fields
        self.strings = strings
    }

    private func text(_ name: String) -> String? {
        guard let text = fields[name], !text.isEmpty else { return nil }
        return text.escapedForDisplay
    }

    /// The plan's name, or its code.
    public var plan: String { text(NoticeField.plan) ?? text(NoticeField.planCode) ?? "" }
    public var line: String { text(NoticeField.line) ?? "" }
    /// As `PEN 29.90`; `nil` when the notice is about no amount.
    public var amount: String? {
        guard let amount = text(NoticeField.amount) else { return nil }
        guard let code = text(NoticeField.currency) else { return amount }
        return Currency(code).flatMap { Money(parsing: amount, $0) }.map(strings.money) ?? "\(code) \(amount)"
    }
    /// When the charge is made, or was, on the customer's clock.
    public var chargeAt: String? { moment(NoticeField.chargeAtLocal) }
    /// When a plan that has begun is charged again.
    public var nextChargeAt: String? { moment(NoticeField.nextChargeLocal) }
    /// Whether the plan that takes another's place renews by itself.
    public var renews: Bool { fields[NoticeField.renews] == "yes" }
    /// When a number is released.
    public var date: String? {
        text(NoticeField.date).flatMap { CivilDateTime(parsing: $0) }.map { strings.date($0.date) }
    }
    public var source: String? {
        text(NoticeField.paysWith).map { strings.source(PaymentSourceName(inNotice: $0)) }
    }
    /// The card that is about to expire, and until when it is valid.
    public var paymentMethod: String {
        strings.source(PaymentSourceName(inNotice: text(NoticeField.paymentMethod) ?? ""))
    }
    public var expires: String {
        let text = text(NoticeField.expires) ?? ""
        return PaymentMethod.Expiry(parsing: text).map { strings.month($0.year, $0.month) } ?? text
    }
    /// Why a payment did not go through.
    public var reason: String {
        strings.declineReason(DeclineReason(code: fields[NoticeField.reason] ?? ""))
    }
    /// To people of ours: which codes run out, how many are left, and how many there should be.
    public var profileType: String { text(NoticeField.profileType) ?? "" }
    public var left: String { text(NoticeField.left) ?? "" }
    public var threshold: String { text(NoticeField.threshold) ?? "" }
    /// What the customer does to stop renewal, or to agree to it.
    public var howToCancel: String? { text(NoticeField.howToCancel) }
    public var howToConfirm: String? { text(NoticeField.howToConfirm) }

    private func moment(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        guard let wall = CivilDateTime(parsing: text) else { return text }
        return strings.moment(wall, fields[NoticeField.zone]?.escapedForDisplay ?? "UTC")
    }
}

extension PaymentSourceName {
    /// Reads `balance`, `card 4242`, `card`, `paypal`; anything else is a name that somebody gave it.
    init(inNotice text: String) {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        self =
            switch parts.first {
            case "balance": .balance
            case "card": .card(lastFour: parts.count == 2 ? parts[1] : nil)
            case "paypal": .payPal
            default: .method(text)
            }
    }
}

extension Notice {
    /// The message in the customer's language, Spanish where we do not have it.
    public var message: NoticeText {
        let strings = (Language(identifier: locale) ?? .spanish).plans
        var text = strings.notice(kind, NoticeWords(fields, strings))
        text.paragraphs.append(strings.closing)
        return text
    }
}

extension String {
    /// With a capital letter in front.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
