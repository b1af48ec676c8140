/// The latest billing time that was ever acted on; billing time never goes below it.
public struct BillingMark: PlanRecord {
    /// Which clock: one per store, as a rule.
    public var shard: String
    /// Only ever raised.
    public var highWater: Instant
    /// Whether a jump of the clock waits for a person's confirmation.
    public var isFrozen: Bool

    public init(shard: String, highWater: Instant, isFrozen: Bool = false) {
        self.shard = shard
        self.highWater = highWater
        self.isFrozen = isFrozen
    }

    public static let table = "billing_clock"
    public static let columns = ["shard", "high_water", "frozen"]
    public static let keyCount = 1

    public init(reading row: inout RowReader) throws(StoreError) {
        shard = try row.text()
        highWater = try row.instant()
        isFrozen = try row.bool()
    }

    public func write(to row: inout RowWriter) {
        row.put(shard)
        row.put(highWater)
        row.put(isFrozen)
    }
}
