import Plans

/// The plans that simulations sell: with and without grace, retries and credit for unused days, and one that does not renew.
enum SimulatedPlans {
    static func all(of tenant: TenantID, from start: Instant) -> [PlanVersion] {
        let plans: [(String, Int64, BillingInterval?, Int, [Int], PlanVersion.UnusedPolicy, Bool)] = [
            ("day", 300, BillingInterval(1, .day), 0, [], .forfeit, true),
            ("week", 1500, BillingInterval(7, .day), 0, [], .creditWallet, true),
            ("month", 2990, BillingInterval(1, .month), 3, [1, 3, 5], .creditWallet, true),
            ("once", 500, BillingInterval(3, .day), 0, [], .forfeit, false),
        ]
        return plans.compactMap { code, price, interval, grace, retries, unused, isRenewable in
            guard let interval else { return nil }
            return PlanVersion(
                tenant: tenant,
                code: code,
                carrier: "claro",
                category: .combined,
                price: price,
                interval: interval,
                isAutoRenewable: isRenewable,
                graceDays: grace,
                retryDays: retries,
                unusedPolicy: unused,
                effectiveFrom: start
            )
        }
    }

    static let codes = ["day", "week", "month", "once"]
}
