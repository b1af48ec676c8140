import Plans
import StrictJSON

/// A file of plans, `esimctl.catalog/1`: what is the same in all of them stands at the top, and each plan may say otherwise.
struct CatalogFile {
    static let schema = "esimctl.catalog/1"

    /// The versions of plans in it, in its order.
    var versions: [PlanVersion] = []

    /// Reads a file as a whole: the first thing that is not right ends it, with its place.
    init(_ file: InputFile, zones: any ZoneDatabase) throws(Failure) {
        let name = file.displayName
        let bytes = try file.bytes(upTo: 16 << 20)
        guard bytes.count <= 16 << 20 else { throw Failure("\(name): is larger than 16 MiB", status: .unusableInput) }
        try bytes.requireUTF8(name)
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw Failure("\(name): \(error.text())", status: .unusableInput)
        }
        do {
            try read(CatalogObject(value, at: "", zones))
        } catch {
            throw Failure("\(name): \(error.path): \(error.reason)", hint: error.hint, status: .unusableInput)
        }
    }

    private mutating func read(_ top: CatalogObject) throws(CatalogError) {
        let names = ["schema", "note", "carrier", "currency", "tax", "zone", "effectiveFrom", "plans"]
        try top.demandOnly(names)
        let schema = try top.text("schema")
        guard schema == Self.schema else {
            throw top.error("schema", "is not \(Self.schema)")
        }
        for plan in try top.objects("plans") {
            let version = try PlanVersion(plan, defaults: top)
            let isTwice = versions.contains { $0.code == version.code && $0.version == version.version }
            guard !isTwice else { throw plan.error("code", "this version of this plan is here twice") }
            versions.append(version)
        }
        guard !versions.isEmpty else { throw top.error("plans", "is empty") }
    }
}

extension JSONValue.ParseError {
    /// What is wrong and where, in words; a text of one line needs no line.
    func text(inOneLine isOneLine: Bool = false) -> String {
        let place = isOneLine ? "column \(column)" : "line \(line), column \(column)"
        return switch reason {
        case .unexpected: "is no JSON (\(place))"
        case .cutOff: "is no JSON: it is cut off (\(place))"
        case .tooDeep: "\(place): is nested too deep"
        case .repeatedName(let name): "\(place): '\(name.redactedUnlessWord)' is here twice"
        }
    }
}

extension PlanVersion {
    fileprivate init(_ plan: CatalogObject, defaults: CatalogObject) throws(CatalogError) {
        try plan.demandOnly([
            "code", "version", "carrier", "category", "price", "currency", "tax", "interval", "autoRenewable",
            "graceDays", "retryDays", "unused", "leadSeconds", "names", "tariffCode", "effectiveFrom", "effectiveTo",
            "noticeSentAt", "zone", "profileType", "whenProfileDeleted",
        ])
        let own = try plan.optionalText("zone")
        let common = try defaults.optionalText("zone")
        let zone = own ?? common ?? "UTC"
        let code = try plan.text("code")
        guard SubscriptionID(checking: code) != nil else {
            throw plan.error("code", "is no name", hint: "letters, digits and .-_:/, at most 128")
        }
        let currencySource = plan["currency"] == nil ? defaults : plan
        guard let currency = Currency(try currencySource.text("currency")) else {
            throw currencySource.error("currency", "is no currency", hint: "three capital letters, as PEN")
        }
        let priceText = try plan.text("price")
        guard let price = Money(parsing: priceText, currency) else {
            let most = Money(Money.limit, currency).decimalText
            throw plan.error(
                "price",
                "'\(priceText)' is no amount of \(currency)",
                hint: "write it as in \"\(Money(2990, currency).decimalText)\"; at most \(most)"
            )
        }
        let carrier = try (plan["carrier"] == nil ? defaults : plan).text("carrier")
        guard AccountID(checking: carrier) != nil, carrier == carrier.lowercased() else {
            throw plan.error("carrier", "is no carrier's name", hint: "lower case, as claro")
        }
        let from = plan["effectiveFrom"] == nil ? defaults : plan
        self.init(
            tenant: .sole,
            code: code,
            version: Int(try plan.optionalNumber("version", 1...1_000_000) ?? 1),
            carrier: carrier,
            category: try plan.word("category"),
            price: price.minorUnits,
            currency: currency,
            tax: try TaxRate((plan["tax"] == nil ? defaults : plan).object("tax")),
            interval: try BillingInterval(reading: plan.object("interval")),
            isAutoRenewable: try plan.truth("autoRenewable"),
            graceDays: Int(try plan.optionalNumber("graceDays", 0...366) ?? 0),
            retryDays: try plan.numbers("retryDays", 0...366),
            unusedPolicy: try plan["unused"] == nil ? .forfeit : plan.word("unused"),
            leadSeconds: try plan.optionalNumber("leadSeconds", 0...2_678_400) ?? 0,
            names: try plan.names("names"),
            tariffCode: try plan.optionalLabel("tariffCode"),
            effectiveFrom: try from.moment("effectiveFrom", zone: zone),
            effectiveTo: try plan.optionalMoment("effectiveTo", zone: zone),
            noticeSentAt: try plan.optionalMoment("noticeSentAt", zone: zone),
            profileType: try plan.optionalText("profileType"),
            whenProfileDeleted: try plan["whenProfileDeleted"] == nil ? .ask : plan.word("whenProfileDeleted")
        )
        if let profileType, !ProfileType.isName(profileType) {
            throw plan.error("profileType", "is no name", hint: "letters, digits and .-_:/, at most 128")
        }
        if let effectiveTo, effectiveTo <= effectiveFrom {
            throw plan.error("effectiveTo", "is not after effectiveFrom")
        }
    }
}

extension TaxRate {
    fileprivate init(_ object: CatalogObject) throws(CatalogError) {
        try object.demandOnly(["basisPoints", "included"])
        self.init(
            basisPoints: try object.number("basisPoints", 0...10_000),
            isIncluded: try object.truth("included")
        )
    }
}

extension BillingInterval {
    fileprivate init(reading object: CatalogObject) throws(CatalogError) {
        try object.demandOnly(["count", "unit"])
        let unit: Unit = try object.word("unit")
        guard let interval = BillingInterval(Int(try object.number("count", 1...unit.longest)), unit) else {
            throw object.error("count", "is out of range")
        }
        self = interval
    }
}

extension BillingInterval.Unit {
    /// How many of them a plan lasts at most: ten years.
    fileprivate var longest: Int64 {
        switch self {
        case .day: 3660
        case .month: 120
        case .year: 10
        }
    }
}
