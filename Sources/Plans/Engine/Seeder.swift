/// Brings records in that began their life elsewhere, past the rules for customers but not past those of the store.
package struct Seeder {
    private let session: Session

    package var tenant: TenantID { session.tenant }
    package var now: Instant { session.now }

    fileprivate init(_ session: Session) {
        self.session = session
    }

    package func insert(_ record: some PlanRecord) throws {
        try session.store.insert(record)
    }

    package func find<Record: PlanRecord>(_ type: Record.Type, _ id: String) throws -> Record? {
        try session.store.find(type, [.text(tenant.text), .text(id)])
    }

    package func rules(of zone: ZoneName) throws -> any ZoneRules { try session.rules(of: zone) }

    /// A means of payment with the timer for the notices about its end.
    package func insert(_ method: PaymentMethod) throws {
        try session.store.insert(method)
        try session.arm(method)
    }

    /// A line with the timer of its life.
    package func insert(_ line: Line) throws {
        try session.store.insert(line)
        try session.arm(line)
    }

    /// A subscription with its first event and its timer.
    package func insert(_ subscription: Subscription) throws {
        var subscription = subscription
        try session.save(&subscription, was: nil, "imported")
    }

    /// A balance, which the ledger gets from the opening account.
    package func open(_ wallet: Wallet) throws {
        try session.store.insert(wallet)
        try session.post(
            .opening,
            id: "opening/\(wallet.account)/\(wallet.currency)",
            [(.opening, wallet.balance), (.wallet(wallet.account), -wallet.balance)],
            wallet.currency
        )
    }

    /// A charge that was paid before, with its attempt, postings and invoice.
    package func insertPaid(_ charge: Charge, reference: String) throws {
        var charge = charge
        charge.attempts = 1
        charge.settle(at: now)
        try session.store.insert(charge)
        var attempt = attempt(at: charge, .succeeded)
        attempt.reference = reference
        attempt.answeredAt = now
        try session.store.insert(attempt)
        let legs = session.legs(of: charge, paidBy: .gateway(charge.provider))
        try session.post(.charge, id: "charge/\(charge.id)", legs, charge.currency)
        try session.invoice(.invoice, charge, charge.cost)
    }

    /// A charge whose answer is still to come.
    package func insertSent(_ charge: Charge, reference: String) throws {
        var charge = charge
        charge.attempts = 1
        try session.store.insert(charge)
        var attempt = attempt(at: charge, .sending)
        attempt.reference = reference
        attempt.firstSentAt = now
        try session.store.insert(attempt)
    }

    private func attempt(at charge: Charge, _ state: ChargeAttempt.State) -> ChargeAttempt {
        ChargeAttempt(
            charge: charge,
            number: 1,
            provider: charge.provider,
            paymentMethod: nil,
            body: "",
            state: state,
            createdAt: now
        )
    }
}

extension PlanEngine {
    /// Brings records into a tenant in one transaction.
    package func seeding(_ tenant: TenantID, _ body: (Seeder) throws -> Void) throws {
        try session(as: "import", tenant: tenant) { try body(Seeder($0)) }
    }
}
