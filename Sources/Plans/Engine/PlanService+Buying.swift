/// From what a customer pays.
public enum PaymentSource: Hashable, Sendable {
    case balance
    /// The default card, or else the first.
    case card
    case payPal
    case method(PaymentMethodID)

    /// Reads `balance` or `wallet`, `card`, `paypal`, or the id of a means of payment.
    public init(_ text: String) {
        switch text {
        case "balance", "wallet": self = .balance
        case "card": self = .card
        case "paypal": self = .payPal
        default: self = .method(PaymentMethodID(text))
        }
    }
}

extension Session {
    /// The means of payment of a source; `nil` is the balance. Throws when the account has none that can pay.
    func method(for source: PaymentSource, of account: AccountID) throws -> PaymentMethodID? {
        func first(_ kind: PaymentMethod.Kind) throws -> PaymentMethodID {
            let methods = try methods(of: account).filter { $0.kind == kind && $0.status == .valid }
            guard let method = methods.first(where: \.isDefault) ?? methods.first else {
                throw PlanError.noPaymentMethod(account)
            }
            return method.id
        }
        switch source {
        case .balance: return nil
        case .card: return try first(.card)
        case .payPal: return try first(.paypal)
        case .method(let id): return try method(id, of: account).id
        }
    }

    /// Refuses a means of payment whose provider does not charge in a currency.
    func demandCurrency(_ currency: Currency, of method: PaymentMethodID?) throws {
        guard let method else { return }
        let provider = try part(PaymentMethod.self, method.text).provider
        guard engine.gateways[provider]?.takes(currency) ?? true else {
            throw PlanError.currencyNotTaken(currency, provider: provider.description)
        }
    }

    /// Lets only those through who may set up renewal.
    func demandLogin(_ account: Account) throws {
        guard account.isRegistered else { throw PlanError.notRegistered(account.id) }
        guard let end = account.loggedInUntil, now < end else { throw PlanError.loginRequired(account.id) }
    }

    func demandNoOtherMandate(on line: LineID, but subscription: SubscriptionID) throws {
        let hasOther = try subscriptions(on: line).contains { $0.id != subscription && $0.autoRenew == .on }
        guard !hasOther else { throw PlanError.otherMandateOnLine(line) }
    }
}

extension PlanService {
    /// Buys a plan for a line, which is added when it is new. From the balance it is paid here, or waits for a top-up; otherwise it
    /// is `incomplete` until a worker has collected. With `autoRenew` the mandate waits for its confirmation.
    ///
    /// Throws `.notFound` (account, plan on sale, or the line of somebody else), `.notRegistered`, `.exists`, `.carrierMismatch` and
    /// `.noPaymentMethod`; with `autoRenew` also `.loginRequired`, `.planNotAutoRenewable` and `.otherMandateOnLine`.
    @discardableResult
    public func purchase(
        _ id: SubscriptionID,
        account accountID: AccountID,
        line lineID: LineID,
        plan code: String,
        paysWith source: PaymentSource,
        autoRenew: Bool
    ) throws -> Subscription {
        try session {
            try $0.purchase(
                id,
                account: accountID,
                line: lineID,
                plan: code,
                paysWith: source,
                autoRenew: autoRenew,
                takesCode: false
            )
        }
    }
}

extension Session {
    /// Buys a plan, with a code of its profile type where one is to go with it.
    func purchase(
        _ id: SubscriptionID,
        account accountID: AccountID,
        line lineID: LineID,
        plan code: String,
        paysWith source: PaymentSource,
        autoRenew: Bool,
        takesCode: Bool
    ) throws -> Subscription {
        let account = try account(accountID)
        guard account.isRegistered else { throw PlanError.notRegistered(accountID) }
        if autoRenew { try demandLogin(account) }
        guard let plan = try planOnSale(code, at: now) else { throw PlanError.notFound("plan \(code)") }
        guard !autoRenew || plan.isAutoRenewable else { throw PlanError.planNotAutoRenewable(plan: code) }
        if try store.find(Subscription.self, [.text(tenant.text), .text(id.text)]) != nil {
            throw PlanError.exists("subscription \(id)")
        }
        try demandLine(lineID, of: account, carrier: plan.carrier)
        if autoRenew { try demandNoOtherMandate(on: lineID, but: id) }
        let method = try method(for: source, of: accountID)
        try demandCurrency(plan.currency, of: method)
        var subscription = Subscription(
            tenant: tenant,
            id: id,
            account: accountID,
            line: lineID,
            plan: code,
            planVersion: plan.version,
            state: .incomplete,
            autoRenew: autoRenew ? .pendingConfirmation : .off,
            paymentMethod: method,
            anchor: try rules(of: account.zone).wallTime(at: now),
            zone: account.zone,
            createdAt: now
        )
        subscription.collectAt = now
        if takesCode { try reserveCode(for: &subscription, plan) }
        if autoRenew { subscription.offer(plan, token: engine.makeToken()) }
        try save(&subscription, was: nil, "purchased")
        if subscription.paymentMethod == nil { _ = try collect(subscription) }
        return try self.subscription(id)
    }
}

extension Session {
    /// A line that the account may put a plan of the carrier on; it is added when it is new.
    fileprivate func demandLine(_ id: LineID, of account: Account, carrier: String) throws {
        guard let line = try store.find(Line.self, [.text(tenant.text), .text(id.text)]) else {
            let line = Line(tenant: tenant, id: id, account: account.id, carrier: carrier, lastRechargeAt: now)
            try store.insert(line)
            return try arm(line)
        }
        guard line.account == account.id, line.state != .released, line.state != .reassignable else {
            throw PlanError.notFound("line \(id)")
        }
        guard line.carrier == carrier else {
            throw PlanError.carrierMismatch(planCarrier: carrier, lineCarrier: line.carrier)
        }
    }
}

extension Subscription {
    /// Makes an offer to renew at this price, which the customer has to confirm with the token.
    mutating func offer(_ plan: PlanVersion, token: String) {
        autoRenew = .pendingConfirmation
        mandateVersion += 1
        mandateAmount = plan.cost.gross
        confirmationToken = token
    }
}
