/// Brings messages to customers: a file, standard output, SMTP.
public protocol Notifier: Sendable {
    /// Delivers one message. It may get the same message again after a crash; `Notice.id` is then the same too, and so is the rest.
    func deliver(_ notice: Notice) -> DeliveryOutcome
}

/// What a customer is told, as values; the adapter makes sentences of them in the customer's language.
public struct Notice: Hashable, Sendable {
    public var tenant: TenantID
    /// The same for every delivery of the same message.
    public var id: String
    public var kind: NoticeKind
    public var account: AccountID
    /// Where to: the account's mail address.
    public var email: String
    /// `es`, `en` or `zh`: what the account asks for, Spanish where we do not have it.
    public var locale: String
    /// The values of the sentences, by name (`NoticeField`).
    public var fields: Fields

    public init(
        tenant: TenantID,
        id: String,
        kind: NoticeKind,
        account: AccountID,
        email: String,
        locale: String,
        fields: Fields
    ) {
        self.tenant = tenant
        self.id = id
        self.kind = kind
        self.account = account
        self.email = email
        self.locale = locale
        self.fields = fields
    }
}

/// What a notice is about.
public enum NoticeKind: String, Hashable, Sendable, CaseIterable {
    case renewalUpcoming = "renewal.upcoming"
    case renewalSucceeded = "renewal.succeeded"
    case renewalFailed = "renewal.failed"
    case serviceSuspended = "service.suspended"
    case paymentMethodExpiring = "payment_method.expiring"
    case autoRenewPending = "auto_renew.pending"
    case autoRenewOn = "auto_renew.on"
    case autoRenewOff = "auto_renew.off"
    case autoRenewNotConfirmed = "auto_renew.not_confirmed"
    case planChanged = "plan.changed"
    case planExpired = "plan.expired"
    case lineReleaseWarning = "line.release_warning"
    /// To people of ours: few codes of a profile type are left.
    case stockLow = "inventory.low"
}

/// How a delivery ended.
public enum DeliveryOutcome: Hashable, Sendable {
    case delivered
    /// Not now: 15 seconds to 12 hours later again, for three days.
    case failed
    /// Never: there is no such address.
    case refused
}
