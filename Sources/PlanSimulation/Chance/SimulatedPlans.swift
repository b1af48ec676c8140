import Plans

/// The plans that simulations sell: with and without grace, retries and credit for unused days, and some that do not renew.
enum SimulatedPlans {
    /// What is said of one plan.
    struct Offer: Sendable {
        var code: String
        /// Minor units, tax included.
        var price: Int64
        var count: Int
        var unit: BillingInterval.Unit
        var graceDays = 0
        var retryDays: [Int] = []
        var unused = PlanVersion.UnusedPolicy.forfeit
        var renews = true

        func version(of tenant: TenantID, from start: Instant) -> PlanVersion? {
            guard let interval = BillingInterval(count, unit) else { return nil }
            return PlanVersion(
                tenant: tenant,
                code: code,
                carrier: "claro",
                category: .combined,
                price: price,
                interval: interval,
                isAutoRenewable: renews,
                graceDays: graceDays,
                retryDays: retryDays,
                unusedPolicy: unused,
                effectiveFrom: start
            )
        }
    }

    static let few = [
        Offer(code: "day", price: 300, count: 1, unit: .day),
        Offer(code: "week", price: 1500, count: 7, unit: .day, unused: .creditWallet),
        Offer(
            code: "month",
            price: 2990,
            count: 1,
            unit: .month,
            graceDays: 3,
            retryDays: [1, 3, 5],
            unused: .creditWallet
        ),
        Offer(code: "once", price: 500, count: 3, unit: .day, renews: false),
    ]

    static let many =
        few + [
            Offer(code: "days", price: 800, count: 3, unit: .day, graceDays: 1, retryDays: [1]),
            Offer(code: "fortnight", price: 2500, count: 15, unit: .day, graceDays: 2, retryDays: [1, 2]),
            Offer(code: "moon", price: 2890, count: 28, unit: .day, unused: .creditWallet),
            Offer(code: "quarter", price: 7900, count: 3, unit: .month, graceDays: 7, retryDays: [1, 3, 7]),
            Offer(
                code: "year",
                price: 29_900,
                count: 1,
                unit: .year,
                graceDays: 14,
                retryDays: [1, 7],
                unused: .creditWallet
            ),
        ]

    static func all(of tenant: TenantID, from start: Instant) -> [PlanVersion] {
        few.compactMap { $0.version(of: tenant, from: start) }
    }

    static let codes = few.map(\.code)
}
