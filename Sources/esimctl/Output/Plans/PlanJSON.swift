import Plans

/// A list of things as one JSON document.
struct ShownJSON<Item: Encodable>: Encodable {
    var schema: String
    var results: [Item]
}

/// An amount of money in JSON.
struct MoneyJSON: Encodable {
    var amount, currency: String
    var minorUnits: Int64

    init(_ money: Money) {
        amount = money.decimalText
        currency = money.currency.code
        minorUnits = money.minorUnits
    }
}

/// A moment in JSON, in UTC and on a customer's clock.
struct MomentJSON: Encodable {
    var at, local, zone: String

    init(_ instant: Instant, _ zone: ZoneName, _ rules: some ZoneRules) {
        at = instant.description
        local = rules.wallTime(at: instant).description
        self.zone = zone.description
    }
}

/// A version of a plan in JSON, and in a catalog (`CatalogFile`).
struct PlanJSON: Encodable {
    var code: String
    var version: Int
    var carrier, category, price, currency: String
    var tax: Tax
    var interval: Interval
    var autoRenewable: Bool
    var graceDays: Int
    var retryDays: [Int]
    var unused: String
    var leadSeconds: Int64
    var names: [String: String]
    @Nullable var tariffCode: String?
    @Nullable var profileType: String?
    var whenProfileDeleted: String
    var effectiveFrom: String
    @Nullable var effectiveTo: String?
    @Nullable var noticeSentAt: String?

    struct Tax: Encodable {
        var basisPoints: Int64
        var included: Bool
    }

    struct Interval: Encodable {
        var count: Int
        var unit: String
    }

    init(_ version: PlanVersion) {
        code = version.code
        self.version = version.version
        carrier = version.carrier
        category = version.category.rawValue
        price = Money(version.price, version.currency).decimalText
        currency = version.currency.code
        tax = Tax(basisPoints: version.tax.basisPoints, included: version.tax.isIncluded)
        interval = Interval(count: version.interval.count, unit: version.interval.unit.rawValue)
        autoRenewable = version.isAutoRenewable
        graceDays = version.graceDays
        retryDays = version.retryDays
        unused = version.unusedPolicy.rawValue
        leadSeconds = version.leadSeconds
        names = Dictionary(version.names.pairs.map { ($0.name, $0.value) }) { $1 }
        tariffCode = version.tariffCode
        profileType = version.profileType
        whenProfileDeleted = version.whenProfileDeleted.rawValue
        effectiveFrom = version.effectiveFrom.description
        effectiveTo = version.effectiveTo?.description
        noticeSentAt = version.noticeSentAt?.description
    }
}
