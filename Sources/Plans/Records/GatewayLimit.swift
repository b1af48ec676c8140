/// How fast a provider may be called, shared by all workers: calls are spaced evenly, so that no second sees more than the limit.
public struct GatewayLimit: PlanRecord {
    public var provider: Provider
    /// Calls a second as configured, 1 or more.
    public var configuredRate: Int64
    /// Calls a second at present, in thousandths: halved by each 429, restored little by little.
    public var milliRate: Int64
    /// The first millisecond since 1970 at which the next call may be made.
    public var nextFreeMilliseconds: Int64
    /// Calls and failures since `windowStart` (milliseconds), for the breaker.
    public var windowStart: Int64
    public var windowCalls: Int64
    public var windowFailures: Int64
    /// Until when only lookups are made.
    public var openUntil: Instant

    public init(provider: Provider, configuredRate: Int64) {
        self.provider = provider
        self.configuredRate = configuredRate
        milliRate = configuredRate * 1000
        nextFreeMilliseconds = 0
        windowStart = 0
        windowCalls = 0
        windowFailures = 0
        openUntil = Instant(seconds: 0)
    }

    public static let table = "gateway_limit"
    public static let columns = [
        "provider", "configured_rate", "milli_rate", "next_free_ms", "window_start_ms", "window_calls",
        "window_failures", "open_until",
    ]
    public static let keyCount = 1

    public init(reading row: inout RowReader) throws(StoreError) {
        provider = try row.provider()
        configuredRate = try row.integer()
        milliRate = try row.integer()
        nextFreeMilliseconds = try row.integer()
        windowStart = try row.integer()
        windowCalls = try row.integer()
        windowFailures = try row.integer()
        openUntil = try row.instant()
    }

    public func write(to row: inout RowWriter) {
        row.put(provider)
        row.put(configuredRate)
        row.put(milliRate)
        row.put(nextFreeMilliseconds)
        row.put(windowStart)
        row.put(windowCalls)
        row.put(windowFailures)
        row.put(openUntil)
    }
}
