/// A moment: whole seconds since 1970-01-01 00:00 UTC, as stores keep it.
public struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since 1970, negative before.
    public var seconds: Int64

    /// The moment so many seconds after 1970 began.
    public init(seconds: Int64) {
        self.seconds = seconds
    }

    public static func < (one: Instant, other: Instant) -> Bool { one.seconds < other.seconds }

    /// The moment `seconds` later.
    public static func + (instant: Instant, seconds: Int64) -> Instant {
        Instant(seconds: instant.seconds &+ seconds)
    }

    /// The moment `seconds` earlier.
    public static func - (instant: Instant, seconds: Int64) -> Instant {
        Instant(seconds: instant.seconds &- seconds)
    }

    /// How many seconds lie between two moments.
    public static func - (later: Instant, earlier: Instant) -> Int64 { later.seconds &- earlier.seconds }
}

extension Int64 {
    /// The seconds of a day without a change of clocks.
    public static let secondsPerDay: Int64 = 86_400
    /// The seconds of an hour.
    public static let secondsPerHour: Int64 = 3_600
}

extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC: `2026-02-15T15:00:00Z`.
    public var description: String {
        CivilDateTime(secondsSince1970: seconds).description + "Z"
    }

    /// Reads `2026-02-15T15:00:00Z`, nothing else; `nil` for anything that is no such moment.
    public init?(parsing text: some StringProtocol) {
        guard text.last == "Z", let civil = CivilDateTime(parsing: text.dropLast()) else { return nil }
        self.init(seconds: civil.secondsSince1970)
    }
}

extension Instant {
    /// The last whole second that is not after so many milliseconds since 1970.
    public init(milliseconds: Int64) {
        let seconds = milliseconds / 1000
        self.init(seconds: milliseconds % 1000 < 0 ? seconds - 1 : seconds)
    }

    /// Milliseconds since 1970.
    public var milliseconds: Int64 { seconds &* 1000 }
}
