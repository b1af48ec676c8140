public import Localization
public import SGP22

/// What the person who gets an eSIM is told about it, on one page.
///
/// All but the code is optional; what is not known is not mentioned. A confirmation code has no place here: it must not
/// travel with the QR code. Whether one will be asked for is known from `code`, or from `confirmationHint`.
public struct Voucher: Hashable, Sendable {
    /// The code to install, accepted by the lenient reading at least.
    public var code: ActivationCode
    /// The plan's name.
    public var plan: String?
    /// The carrier's or the shop's name.
    public var carrier: String?
    /// Who gets it.
    public var recipient: String?
    /// How much data, such as `5 GB`.
    public var data: String?
    /// Where it works.
    public var coverage: String?
    /// How long it lasts.
    public var validity: Validity?
    /// The last moment at which it can be installed.
    public var installBy: Moment?
    /// When the plan starts.
    public var starts: Moment?
    /// When the plan ends.
    public var ends: Moment?
    /// What happens at the end by itself; `nil` when nothing is known about that.
    public var renewal: Renewal?
    /// The profile's number, for the help desk.
    public var iccid: ICCID?
    /// Where help is to be had: a mail address, a telephone number or a web address.
    public var support: String?
    /// The access point name, when it must be entered by hand.
    public var apn: String?
    /// Whether data roaming must be on; `nil` when that is not known.
    public var needsRoaming: Bool?
    /// How the confirmation code reaches the person, never the code itself.
    public var confirmationHint: String?

    /// A voucher for `code` that says nothing else yet.
    public init(code: ActivationCode) {
        self.code = code
    }

    /// A number of days, and what they are counted from.
    public struct Validity: Hashable, Sendable {
        /// 1 or more.
        public var days: Int
        /// `nil` when it is not known.
        public var start: VoucherStrings.ValidityStart?

        /// A validity of so many days.
        public init(days: Int, start: VoucherStrings.ValidityStart? = nil) {
            self.days = days
            self.start = start
        }
    }

    /// The terms on which a plan goes on.
    public struct Renewal: Hashable, Sendable {
        /// When money is next taken.
        public var nextCharge: Moment?
        /// How much, tax included.
        public var amount: Amount?
        /// How much of it is tax.
        public var tax: Amount?
        /// What to do to stop it.
        public var howToStop: String?

        /// Terms of which some may be unknown.
        public init(
            nextCharge: Moment? = nil,
            amount: Amount? = nil,
            tax: Amount? = nil,
            howToStop: String? = nil
        ) {
            self.nextCharge = nextCharge
            self.amount = amount
            self.tax = tax
            self.howToStop = howToStop
        }
    }
}
