extension PlanService {
    /// Adds an account; throws `.exists` when there is one of this id.
    public func create(_ account: Account) throws {
        try session { session in
            guard try session.store.find(Account.self, account.key) == nil else {
                throw PlanError.exists("account \(account.id)")
            }
            try session.store.insert(account)
        }
    }

    /// Adds a line; throws `.exists` when there is one of this id, and `.notFound` when there is no such account.
    public func create(_ line: Line) throws {
        try session { session in
            _ = try session.account(line.account)
            guard try session.store.find(Line.self, line.key) == nil else { throw PlanError.exists("line \(line.id)") }
            try session.store.insert(line)
            try session.arm(line)
        }
    }

    /// Adds a version of a plan; a version that is there is never changed: throws `.exists` when that one is another.
    public func add(_ version: PlanVersion) throws {
        try session { session in
            if let present = try session.store.find(PlanVersion.self, version.key) {
                guard present == version else {
                    throw PlanError.exists("plan \(version.code) version \(version.version)")
                }
                return
            }
            try session.store.insert(version)
        }
    }

    /// Notes that the customer has just proved who they are; what needs a fresh login can be done until `end`.
    ///
    /// Throws `.notFound`.
    public func logIn(_ id: AccountID, until end: Instant) throws {
        try session { session in
            var account = try session.account(id)
            account.loggedInUntil = end
            try session.store.update(account)
        }
    }

    /// Keeps a means of payment. When it becomes the default, what had failed with another one is tried with it. Throws `.exists` when
    /// there is one of this id, and `.notFound` when there is no such account.
    public func add(_ method: PaymentMethod) throws {
        try session { session in
            _ = try session.account(method.account)
            let others = try session.methods(of: method.account)
            guard try session.store.find(PaymentMethod.self, method.key) == nil else {
                throw PlanError.exists("payment method \(method.id)")
            }
            if method.isDefault {
                for var other in others where other.isDefault {
                    other.isDefault = false
                    try session.store.update(other)
                }
            }
            try session.store.insert(method)
            try session.arm(method)
            if method.isDefault { try session.wakePayers(with: method) }
        }
    }

    /// Charges a means of payment no more. What is under way is still taken in; what would be charged next is declined as
    /// `removed_method`, until the customer has chosen something else.
    ///
    /// Throws `.notFound` when the account has no such means, or no longer.
    ///
    /// - Returns: the running subscriptions that renew by it.
    @discardableResult
    public func remove(_ id: PaymentMethodID, of account: AccountID) throws -> [SubscriptionID] {
        try session { session in
            guard var method = try session.methods(of: account).first(where: { $0.id == id }), method.status != .removed
            else { throw PlanError.notFound("payment method \(id) of account \(account)") }
            method.status = .removed
            method.isDefault = false
            try session.store.update(method)
            try session.arm(method)
            return try session.store.select(
                Query(
                    Subscription.self,
                    where: ["tenant_id", "payment_method_id"],
                    are: [.text(tenant.text), .text(id.text)]
                )
            ).filter { $0.autoRenew != .off && !$0.state.isTerminal }.map(\.id)
        }
    }

    /// Brings money into the balance that was taken elsewhere (cash, a transfer); `source` names the ledger account, as `cash`. The
    /// same key does it once; throws `.referenceUsed` when it was another amount then, `.invalid` for an amount of 0 or less, and
    /// `.notFound`.
    public func deposit(_ amount: Money, to account: AccountID, source: String, key: String) throws {
        try session { session in
            guard amount.minorUnits > 0 else { throw PlanError.invalid("amount \(amount)") }
            _ = try session.account(account)
            let journal = "deposit/\(account)/\(key)"
            guard try session.store.find(Journal.self, [.text(tenant.text), .text(journal)]) == nil else {
                return try session.demandJournal(journal, of: amount, key)
            }
            var wallet = try session.wallet(of: account, amount.currency)
            try wallet.add(amount.minorUnits)
            try session.store.upsert(wallet)
            try session.post(
                .topUp,
                id: journal,
                [
                    (.gateway(Provider(source)), amount.minorUnits), (.wallet(account), -amount.minorUnits),
                ],
                amount.currency
            )
            try session.wakeBalancePayers(of: account)
        }
    }

    /// Stores the intent to take money from a card or PayPal into the balance; the same key does it once. Without a `method` it is the
    /// account's default. What it returns is for a worker to claim, as `.charge`.
    ///
    /// Throws `.invalid` (amount), `.notFound`, `.noPaymentMethod` and `.noGateway`.
    @discardableResult
    public func topUp(
        _ account: AccountID,
        _ amount: Money,
        with method: PaymentMethodID? = nil,
        key: String
    ) throws -> Charge {
        try session { session in
            guard amount.minorUnits > 0 else { throw PlanError.invalid("amount \(amount)") }
            _ = try session.account(account)
            let id = ChargeID("\(account).topup.\(key)")
            if let present = try session.store.find(Charge.self, [.text(tenant.text), .text(id.text)]) {
                guard present.amount == amount.minorUnits, present.currency == amount.currency else {
                    throw PlanError.referenceUsed(key, for: Money(present.amount, present.currency))
                }
                return present
            }
            // Before it is asked for: once it is paid there is no way back.
            var wallet = try session.wallet(of: account, amount.currency)
            try wallet.add(amount.minorUnits)
            let method = try session.method(method, of: account)
            guard let gateway = engine.gateways[method.provider] else {
                throw PlanError.noGateway(method.provider.description)
            }
            try session.demandCurrency(amount.currency, of: method.id)
            let earlier = try session.store.select(
                Query(
                    Charge.self,
                    where: ["tenant_id", "subject_id"],
                    are: [.text(tenant.text), .text(Charge.topUpSubject(account))]
                )
            )
            var charge = Charge(
                tenant: tenant,
                id: id,
                subject: Charge.topUpSubject(account),
                account: account,
                line: nil,
                cycle: Int64(earlier.count + 1),
                kind: .topUp,
                planVersion: nil,
                cost: TaxRate.Split(net: amount.minorUnits, tax: 0),
                taxBasisPoints: 0,
                currency: amount.currency,
                mandateVersion: 0,
                provider: method.provider,
                boundary: nil,
                createdAt: session.now
            )
            charge.attempts = 1
            try session.store.insert(charge)
            let order = ChargeOrder(
                tenant: tenant,
                charge: id,
                attempt: 1,
                amount: amount,
                methodReference: method.reference,
                statement: "top-up"
            )
            try session.store.insert(
                ChargeAttempt(
                    charge: charge,
                    number: 1,
                    provider: method.provider,
                    paymentMethod: method.id,
                    body: gateway.body(for: order),
                    state: .prepared,
                    createdAt: session.now
                )
            )
            try session.arm(.recovery(of: charge, at: session.now), .charge, id.text)
            return charge
        }
    }
}

extension Charge {
    /// The subject of an account's top-ups.
    public static func topUpSubject(_ account: AccountID) -> String { "account/\(account)" }
}

extension Session {
    /// Throws `.referenceUsed` unless a journal is about this amount.
    func demandJournal(_ journal: String, of amount: Money, _ key: String) throws {
        let legs = try store.select(
            Query(Posting.self, where: ["tenant_id", "journal_id"], are: [.text(tenant.text), .text(journal)])
        )
        guard let leg = legs.first(where: { $0.amount > 0 }) else { return }
        let booked = Money(leg.amount, leg.currency)
        guard booked == amount else { throw PlanError.referenceUsed(key, for: booked) }
    }

    func methods(of account: AccountID) throws -> [PaymentMethod] {
        try store.select(
            Query(
                PaymentMethod.self,
                where: ["tenant_id", "account_id"],
                are: [.text(tenant.text), .text(account.text)]
            )
        )
    }

    /// A means of payment of the account that can pay: the one asked for, else the default, else the first.
    func method(_ id: PaymentMethodID?, of account: AccountID) throws -> PaymentMethod {
        let methods = try methods(of: account).filter { $0.status == .valid }
        let chosen =
            id.map { id in methods.first { $0.id == id } }
            ?? methods.first(where: \.isDefault) ?? methods.first
        guard let chosen else { throw PlanError.noPaymentMethod(account) }
        return chosen
    }
}
