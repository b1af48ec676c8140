/// One activation code in stock, and whom it was given to. The code itself is sealed; nobody without the key reads it here.
public struct InventoryCode: PlanRecord {
    public enum State: String, Hashable, Sendable, CaseIterable {
        case available
        /// Kept for a purchase whose payment is under way.
        case reserved
        /// Paid for and handed over; it never comes back.
        case used
        /// Taken out of stock by a person of ours.
        case withdrawn
    }

    public var tenant: TenantID
    /// Counts from 1 in the order of the imports; the lowest that is available is given out first.
    public var number: Int64
    /// What plans ask for: `PlanVersion.profileType`.
    public var profileType: String
    public var state: State
    /// The number of the profile behind the code, where the source told it.
    public var iccid: String?
    /// A keyed hash of the code, by which it is known without being read.
    public var fingerprint: String
    /// The key that it is sealed with.
    public var keyID: String
    public var sealed: String
    /// The file that it came from.
    public var source: String
    public var sourceLine: Int
    /// Whom it was given to, or is kept for.
    public var subscription: SubscriptionID?
    public var line: LineID?
    /// Why it was withdrawn.
    public var reason: String?
    public var addedAt: Instant
    public var changedAt: Instant

    public static let table = "inventory_code"
    public static let columns = [
        "tenant_id", "number", "profile_type", "state", "iccid", "fingerprint", "key_id", "sealed", "source",
        "source_line", "subscription_id", "line_id", "reason", "added_at", "changed_at",
    ]
    public static let keyCount = 2
    public static let indexes = [
        ["tenant_id", "profile_type", "state"], ["tenant_id", "fingerprint"], ["tenant_id", "iccid"],
    ]

    /// A code just come into stock.
    init(_ code: NewCode, tenant: TenantID, number: Int64, at now: Instant) {
        self.tenant = tenant
        self.number = number
        profileType = code.profileType
        state = .available
        iccid = code.iccid
        fingerprint = code.fingerprint
        keyID = code.keyID
        sealed = code.sealed
        source = code.source
        sourceLine = code.line
        addedAt = now
        changedAt = now
    }

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        number = try row.integer()
        profileType = try row.text()
        state = try row.word()
        iccid = try row.optionalText()
        fingerprint = try row.text()
        keyID = try row.text()
        sealed = try row.text()
        source = try row.text()
        sourceLine = try row.int()
        subscription = try row.optionalID()
        line = try row.optionalID()
        reason = try row.optionalText()
        addedAt = try row.instant()
        changedAt = try row.instant()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(number)
        row.put(profileType)
        row.put(state)
        row.put(iccid)
        row.put(fingerprint)
        row.put(keyID)
        row.put(sealed)
        row.put(source)
        row.put(sourceLine)
        row.put(subscription)
        row.put(line)
        row.put(reason)
        row.put(addedAt)
        row.put(changedAt)
    }
}

extension InventoryCode {
    /// No two rows of one code, or of one profile; no two codes for one subscription.
    public var uniqueKeys: [[RowValue]] {
        var keys: [[RowValue]] = [[.text("fingerprint"), .text(tenant.text), .text(fingerprint)]]
        if let iccid { keys.append([.text("iccid"), .text(tenant.text), .text(iccid)]) }
        if let subscription { keys.append([.text("subscription"), .text(tenant.text), .text(subscription.text)]) }
        return keys
    }

    /// What is reserved or used belongs to a subscription on a line; what is not, to none.
    public var isSound: Bool {
        let isBound = state == .reserved || state == .used
        return isBound == (subscription != nil) && isBound == (line != nil)
    }
}

/// A code to be taken into stock, sealed already.
public struct NewCode: Hashable, Sendable {
    public var profileType: String
    public var iccid: String?
    public var fingerprint: String
    public var keyID: String
    public var sealed: String
    public var source: String
    /// From 1.
    public var line: Int

    public init(
        profileType: String,
        iccid: String?,
        fingerprint: String,
        keyID: String,
        sealed: String,
        source: String,
        line: Int
    ) {
        self.profileType = profileType
        self.iccid = iccid
        self.fingerprint = fingerprint
        self.keyID = keyID
        self.sealed = sealed
        self.source = source
        self.line = line
    }
}
