/// What an operator decides about renewals; the defaults suit prepaid plans, and are those of `Docs/Scenarios.md`.
public struct Policy: Hashable, Sendable {
    /// What is charged when whole cycles went by while we were not there.
    public enum CatchUp: String, Hashable, Sendable, CaseIterable {
        /// The cycle that runs now; the earlier ones are skipped.
        case currentCycleOnly = "current_cycle_only"
        /// All of them, the oldest first, but no more than `maxCatchUpCycles`.
        case allCycles = "all_cycles"
        /// One cycle that begins now.
        case fromNow = "from_now"
    }

    /// Whether customers have service behind the period's end while we have not tried to charge.
    public enum OutageEntitlement: String, Hashable, Sendable, CaseIterable {
        case failOpen = "fail_open"
        case failClosed = "fail_closed"
    }

    public var catchUp = CatchUp.currentCycleOnly
    public var maxCatchUpCycles = Int.max
    public var outageEntitlement = OutageEntitlement.failOpen

    /// How long a suspended subscription can be brought back, in seconds.
    public var reactivationWindow: Int64 = 30 * .secondsPerDay
    /// How long before a charge the customer is told, in seconds.
    public var noticeLead: Int64 = 72 * .secondsPerHour
    /// How long a purchase waits for its money, in seconds.
    public var purchaseWindow: Int64 = 23 * .secondsPerHour
    /// How long after its announcement a new price holds for those who are customers already, in seconds.
    public var priceNotice: Int64 = 30 * .secondsPerDay
    /// How long before a card's end the customer is told, in days, the earliest first.
    public var expiryNoticeDays: [Int64] = [30, 7]

    /// How long a worker may hold what it has claimed, in seconds.
    public var lease: Int64 = 60
    /// How many balance renewals go into one transaction.
    public var batch = 100
    /// After how many errors a subscription is put aside for a person to look at.
    public var maxProcessingErrors = 3
    /// How many charges of one subscription may begin on one day: an end to any loop.
    public var maxChargesPerDay = 15
    /// How long before a provider forgets a key we stop sending with it, in seconds.
    public var keyMargin: Int64 = .secondsPerHour
    /// The shortest and the longest wait before a call is tried again, in seconds.
    public var retryDelay: ClosedRange<Int64> = 10...3600
    /// Calls a second to each provider; 25 where nothing is said (Stripe's own default).
    public var callsPerSecond: [Provider: Int64] = [:]

    /// How far the wall clock may jump ahead of the monotonic one before a person has to confirm it, in seconds.
    public var maxForwardJump: Int64 = 26 * .secondsPerHour
    /// How far the wall clock may be behind the billing time before claims stop, in seconds.
    public var maxBackwardStep: Int64 = 5

    /// The life of prepaid lines, by carrier.
    public var lines: [String: LinePolicy] = ["claro": .claro, "movistar": .movistar]

    public init() {}

    /// How long to wait before the next call about something that was first tried `age` seconds ago: about as long again.
    func delay(afterTryingFor age: Int64) -> Int64 {
        min(max(age, retryDelay.lowerBound), retryDelay.upperBound)
    }
}

/// When a prepaid line that is not recharged loses what; counted in days from the last recharge.
public struct LinePolicy: Hashable, Sendable {
    /// No outgoing calls from then on; `nil`: never.
    public var restrictAfterDays: Int?
    /// The number is taken away.
    public var releaseAfterDays: Int
    /// How many days before that the customer is told.
    public var warnBeforeDays: Int
    /// How many days after that the number may be given to another.
    public var quarantineDays: Int

    public init(restrictAfterDays: Int?, releaseAfterDays: Int, warnBeforeDays: Int = 15, quarantineDays: Int = 90) {
        self.restrictAfterDays = restrictAfterDays
        self.releaseAfterDays = releaseAfterDays
        self.warnBeforeDays = warnBeforeDays
        self.quarantineDays = quarantineDays
    }

    /// As published for Claro Perú: 60 and 270 days.
    public static let claro = LinePolicy(restrictAfterDays: 60, releaseAfterDays: 270)
    /// As published for Movistar Perú: 210 days.
    public static let movistar = LinePolicy(restrictAfterDays: nil, releaseAfterDays: 210)
}
