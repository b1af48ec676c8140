/// One plan on one line: where it stands, what is paid, and whether it may renew itself.
public struct Subscription: PlanRecord {
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Starts when the plan that it replaces ends.
        case scheduled
        /// Bought and not paid yet.
        case incomplete
        case active
        /// The period has ended and the money has not come; the service goes on.
        case pastDue = "past_due"
        /// The same, without service.
        case suspended
        /// The customer stopped the clock.
        case paused
        case canceled
        case expired

        /// Whether nothing ever changes again.
        public var isTerminal: Bool { self == .canceled || self == .expired }
    }

    /// Whether it renews itself. Only `on` ever charges.
    public enum AutoRenew: String, Hashable, Sendable, CaseIterable {
        case off
        case pendingConfirmation = "pending_confirmation"
        case on
    }

    /// What the next try to collect waits for, when it is not for time alone.
    public enum Awaiting: String, Hashable, Sendable, CaseIterable {
        case nothing
        /// Another means of payment: this one was declined for good, or has expired.
        case method
        /// The customer's confirmation at the bank.
        case customer
        /// A person of ours: nobody knows whether the money has moved.
        case `operator`
    }

    public var tenant: TenantID
    public var id: SubscriptionID
    public var account: AccountID
    public var line: LineID
    public var plan: String
    /// The version under which the current period was bought.
    public var planVersion: Int
    public var state: State

    public var autoRenew: AutoRenew
    /// Rises with each change of what the customer has agreed to; a charge for an older one is void.
    public var mandateVersion: Int64
    /// What the customer has agreed to pay for a period, minor units.
    public var mandateAmount: Int64?
    /// What the customer has to give back to confirm; `nil` when there is nothing to confirm.
    public var confirmationToken: String?
    /// `nil`: the prepaid balance.
    public var paymentMethod: PaymentMethodID?

    /// The wall time in `zone` from which the periods are counted.
    public var anchor: CivilDateTime
    public var zone: ZoneName
    /// Which boundary of the anchor `periodEnd` is.
    public var boundary: Int
    /// The number of the current period, from 1; 0 before the first.
    public var cycle: Int64
    public var periodStart: Instant?
    /// When the paid time ends. Before the first period: when that is to begin.
    public var periodEnd: Instant?
    /// Whether a late payment, a pause or a catch-up has moved the anchor.
    public var anchorWasReset: Bool
    public var cancelsAtPeriodEnd: Bool
    /// The paid seconds that were left at the pause.
    public var pausedRemaining: Int64?
    public var isServiceOn: Bool

    /// From when grace and retries are counted: the period's end, as a rule; `nil` while nothing is owed.
    public var dunningFrom: Instant?
    /// When the next try to collect is due: the period's end less the plan's lead, or the next retry; `nil` when none is.
    public var collectAt: Instant?
    /// When the service stops if the money has not come.
    public var graceEndsAt: Instant?
    public var suspendedAt: Instant?
    public var awaiting: Awaiting
    /// When to look after a try that is under way; `nil` when none is.
    public var recoverAt: Instant?
    /// The charge that is being collected; it stays the same from the first try to the last.
    public var openCharge: ChargeID?
    /// The last cycle of which an upcoming charge was announced.
    public var noticedCycle: Int64

    public var isParked: Bool
    public var processingErrors: Int
    /// How many charges were begun on `chargeDay` (days since 1970, UTC), so that no loop charges without end.
    public var chargesThatDay: Int
    public var chargeDay: Int64

    /// The subscription whose place it takes.
    public var replaces: SubscriptionID?
    /// The subscription that takes its place when the period ends.
    public var replacedBy: SubscriptionID?
    /// The code in stock that it was bought with, or that is kept for it; `nil`: it was bought without one.
    public var code: Int64?
    /// The number of its profile, where we know it.
    public var iccid: String?
    /// What has become of its profile; `nil`: it has none that we know of.
    public var profile: ProfileState?
    /// The number of its last event.
    public var eventSequence: Int64
    public var createdAt: Instant

    public init(
        tenant: TenantID,
        id: SubscriptionID,
        account: AccountID,
        line: LineID,
        plan: String,
        planVersion: Int,
        state: State,
        autoRenew: AutoRenew = .off,
        paymentMethod: PaymentMethodID?,
        anchor: CivilDateTime,
        zone: ZoneName,
        createdAt: Instant
    ) {
        self.tenant = tenant
        self.id = id
        self.account = account
        self.line = line
        self.plan = plan
        self.planVersion = planVersion
        self.state = state
        self.autoRenew = autoRenew
        mandateVersion = 0
        self.paymentMethod = paymentMethod
        self.anchor = anchor
        self.zone = zone
        boundary = 0
        cycle = 0
        anchorWasReset = false
        cancelsAtPeriodEnd = false
        isServiceOn = false
        awaiting = .nothing
        noticedCycle = 0
        isParked = false
        processingErrors = 0
        chargesThatDay = 0
        chargeDay = 0
        eventSequence = 0
        self.createdAt = createdAt
    }

    public static let table = "subscription"
    public static let columns = [
        "tenant_id", "id", "account_id", "line_id", "plan_code", "plan_version", "state", "auto_renew",
        "mandate_version", "mandate_amount_minor", "confirmation_token", "payment_method_id", "anchor_local", "tz",
        "anchor_k", "cycle", "period_start", "period_end", "anchor_reset", "cancel_at_period_end", "paused_remaining",
        "service_on", "dunning_from", "collect_at", "grace_ends_at", "suspended_at", "awaiting", "recover_at",
        "open_charge_id",
        "noticed_cycle", "parked", "processing_errors", "charges_that_day", "charge_day", "replaces_id",
        "replaced_by_id", "event_seq",
        "created_at", "code_number", "iccid", "profile_state",
    ]
    public static let keyCount = 2
    public static let indexes = [
        ["tenant_id", "account_id"], ["tenant_id", "line_id"], ["tenant_id", "payment_method_id"],
    ]

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        id = try row.id()
        account = try row.id()
        line = try row.id()
        plan = try row.text()
        planVersion = try row.int()
        state = try row.word()
        autoRenew = try row.word()
        mandateVersion = try row.integer()
        mandateAmount = try row.optionalInteger()
        confirmationToken = try row.optionalText()
        paymentMethod = try row.optionalID()
        guard let anchor = CivilDateTime(parsing: try row.text()) else { throw row.corrupt() }
        self.anchor = anchor
        zone = ZoneName(try row.text())
        boundary = try row.int()
        cycle = try row.integer()
        periodStart = try row.optionalInstant()
        periodEnd = try row.optionalInstant()
        anchorWasReset = try row.bool()
        cancelsAtPeriodEnd = try row.bool()
        pausedRemaining = try row.optionalInteger()
        isServiceOn = try row.bool()
        dunningFrom = try row.optionalInstant()
        collectAt = try row.optionalInstant()
        graceEndsAt = try row.optionalInstant()
        suspendedAt = try row.optionalInstant()
        awaiting = try row.word()
        recoverAt = try row.optionalInstant()
        openCharge = try row.optionalID()
        noticedCycle = try row.integer()
        isParked = try row.bool()
        processingErrors = try row.int()
        chargesThatDay = try row.int()
        chargeDay = try row.integer()
        replaces = try row.optionalID()
        replacedBy = try row.optionalID()
        eventSequence = try row.integer()
        createdAt = try row.instant()
        code = try row.optionalInteger()
        iccid = try row.optionalText()
        profile = try row.optionalWord()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(id)
        row.put(account)
        row.put(line)
        row.put(plan)
        row.put(planVersion)
        row.put(state)
        row.put(autoRenew)
        row.put(mandateVersion)
        row.put(mandateAmount)
        row.put(confirmationToken)
        row.put(paymentMethod)
        row.put(anchor.description)
        row.put(zone.description)
        row.put(boundary)
        row.put(cycle)
        row.put(periodStart)
        row.put(periodEnd)
        row.put(anchorWasReset)
        row.put(cancelsAtPeriodEnd)
        row.put(pausedRemaining)
        row.put(isServiceOn)
        row.put(dunningFrom)
        row.put(collectAt)
        row.put(graceEndsAt)
        row.put(suspendedAt)
        row.put(awaiting)
        row.put(recoverAt)
        row.put(openCharge)
        row.put(noticedCycle)
        row.put(isParked)
        row.put(processingErrors)
        row.put(chargesThatDay)
        row.put(chargeDay)
        row.put(replaces)
        row.put(replacedBy)
        row.put(eventSequence)
        row.put(createdAt)
        row.put(code)
        row.put(iccid)
        row.put(profile?.rawValue)
    }
}
