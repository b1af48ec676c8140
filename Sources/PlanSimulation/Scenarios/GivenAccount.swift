import Plans
import StrictJSON

/// A means of payment as scenarios write it.
struct GivenMethod {
    var id: PaymentMethodID
    var kind: PaymentMethod.Kind
    var expiry: PaymentMethod.Expiry?
    var behaviour: LabGateway.Behaviour

    init(_ value: JSONValue) throws(DialectError) {
        var words = try Words(value, "payment method")
        id = PaymentMethodID(try words.need(words.text("id"), "id"))
        kind = try words.need(words.word("type", PaymentMethod.Kind.self), "type")
        if let text = try words.text("exp") {
            expiry = PaymentMethod.Expiry(parsing: text)
            if expiry == nil { throw DialectError("payment method \(id): exp is no month") }
        }
        behaviour = try words.word("behaviour", LabGateway.Behaviour.self) ?? .ok
        try words.end()
    }

    init(id: PaymentMethodID, kind: PaymentMethod.Kind) {
        self.id = id
        self.kind = kind
        behaviour = .ok
    }

    /// The record, with the provider told how to behave.
    func record(
        _ tenant: TenantID,
        _ account: AccountID,
        isDefault: Bool,
        at now: Instant,
        _ gateways: [Provider: LabGateway]
    ) -> PaymentMethod {
        let provider = kind == .card ? Provider.stripe : .paypal
        let reference = "\(tenant)-\(id)"
        gateways[provider]?.setBehaviour(behaviour, of: reference)
        return PaymentMethod(
            tenant: tenant,
            id: id,
            account: account,
            kind: kind,
            provider: provider,
            reference: reference,
            expiry: expiry,
            isDefault: isDefault,
            createdAt: now
        )
    }
}

/// An account as scenarios write it.
struct GivenAccount {
    var id: AccountID
    private var isRegistered, isLoggedIn: Bool
    private var locale: String
    private var zone: ZoneName
    private var balance: Int64
    private var methods: [GivenMethod] = []

    init(_ value: JSONValue) throws(DialectError) {
        var words = try Words(value, "account")
        id = AccountID(try words.need(words.text("id"), "id"))
        isRegistered = try words.bool("registered") ?? true
        isLoggedIn = try words.bool("logged_in") ?? isRegistered
        locale = try words.text("locale") ?? "es"
        zone = ZoneName(try words.text("tz") ?? "America/Lima")
        balance = try words.integer("wallet_minor") ?? 0
        for method in try words.list("payment_methods") ?? [] { methods.append(try GivenMethod(method)) }
        try words.end()
    }

    func seed(_ seeder: Seeder, _ gateways: [Provider: LabGateway], balance override: Int64?) throws {
        let tenant = seeder.tenant
        try seeder.insert(
            Account(
                tenant: tenant,
                id: id,
                email: "\(id)@example.com",
                isRegistered: isRegistered,
                loggedInUntil: isLoggedIn ? Instant(seconds: 253_402_300_799) : nil,
                locale: locale,
                zone: zone,
                createdAt: seeder.now
            )
        )
        try seeder.open(Wallet(tenant: tenant, account: id, currency: .pen, balance: override ?? balance))
        for (index, method) in methods.enumerated() {
            try seeder.insert(method.record(tenant, id, isDefault: index == 0, at: seeder.now, gateways))
        }
    }
}

/// A line whose life is looked at, with an account that nothing else is known of.
struct GivenLine {
    var carrier: String
    var lastRecharge: Instant
    var balance: Int64

    func seed(_ seeder: Seeder) throws {
        let account = Account(tenant: seeder.tenant, id: AccountID("a1"), createdAt: seeder.now)
        try seeder.insert(account)
        try seeder.open(Wallet(tenant: seeder.tenant, account: account.id, currency: .pen, balance: balance))
        try seeder.insert(
            Line(
                tenant: seeder.tenant,
                id: LineID("l1"),
                account: account.id,
                carrier: carrier,
                lastRechargeAt: lastRecharge
            )
        )
    }
}
