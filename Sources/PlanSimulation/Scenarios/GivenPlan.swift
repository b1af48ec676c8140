import Plans
import StrictJSON

/// Plans as scenarios write them.
enum GivenPlan {
    static func interval(_ value: JSONValue) throws(DialectError) -> BillingInterval {
        var words = try Words(value, "interval")
        let unit = try words.need(words.word("unit", BillingInterval.Unit.self), "unit")
        let count = try words.need(words.int("count"), "count")
        try words.end()
        guard let interval = BillingInterval(count, unit) else { throw DialectError("interval: count is \(count)") }
        return interval
    }

    static func version(_ value: JSONValue) throws(DialectError) -> PlanVersion {
        var words = try Words(value, "plan")
        let code = try words.need(words.text("code"), "code")
        guard let interval = words.take("interval") else { throw DialectError("plan \(code): interval is missing") }
        let currency = Currency(try words.text("currency") ?? "PEN")
        let version = PlanVersion(
            tenant: .sole,
            code: code,
            carrier: try words.need(words.text("carrier"), "carrier"),
            category: try words.word("category", PlanVersion.Category.self) ?? .combined,
            price: try words.need(words.integer("price_minor"), "price_minor"),
            currency: try words.need(currency, "currency"),
            tax: TaxRate(
                basisPoints: try words.integer("tax_bp") ?? 1800,
                isIncluded: try words.bool("tax_included") ?? true
            ),
            interval: try self.interval(interval),
            isAutoRenewable: try words.bool("auto_renewable") ?? true,
            graceDays: try words.int("grace_days") ?? 0,
            retryDays: (try words.integers("retry_days") ?? []).map(Int.init),
            unusedPolicy: try words.word("unused_policy", PlanVersion.UnusedPolicy.self) ?? .forfeit,
            effectiveFrom: Instant(seconds: 0)
        )
        try words.end()
        return version
    }

    static func later(_ value: JSONValue, than plans: [PlanVersion]) throws(DialectError) -> PlanVersion {
        var words = try Words(value, "plan version")
        let code = try words.need(words.text("plan"), "plan")
        guard var version = plans.last(where: { $0.code == code }) else {
            throw DialectError("plan version: there is no plan \(code)")
        }
        version.version = try words.need(words.int("version"), "version")
        version.price = try words.integer("price_minor") ?? version.price
        version.effectiveFrom = try words.need(words.instant("effective_from"), "effective_from")
        let noticeSentAt = try words.instant("notice_sent")
        switch try words.text("applies_to_existing") {
        case nil: version.noticeSentAt = nil
        case "next_cycle_after_notice_30d": version.noticeSentAt = noticeSentAt
        case let word?: throw DialectError("plan version: unknown word applies_to_existing \(word)")
        }
        try words.end()
        return version
    }
}
