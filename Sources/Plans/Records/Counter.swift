/// The last number given out of a row of numbers without gaps.
public struct Counter: PlanRecord {
    public var tenant: TenantID
    public var name: String
    public var value: Int64

    public init(tenant: TenantID, name: String, value: Int64) {
        self.tenant = tenant
        self.name = name
        self.value = value
    }

    public static let table = "counter"
    public static let columns = ["tenant_id", "name", "value"]
    public static let keyCount = 2
    public static let isWrittenOften = true

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        name = try row.text()
        value = try row.integer()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(name)
        row.put(value)
    }
}
