/// The clocks of one time zone: how far ahead of UTC they are, and were, and will be.
public protocol ZoneRules: Sendable {
    /// Seconds that the zone's clocks are ahead of UTC at an instant; negative in the Americas.
    func offset(at instant: Instant) -> Int
}

extension ZoneRules {
    /// What the zone's clocks show at an instant.
    public func wallTime(at instant: Instant) -> CivilDateTime {
        CivilDateTime(secondsSince1970: instant.seconds + Int64(offset(at: instant)))
    }

    /// The instant at which the zone's clocks show a wall time: a time that the clocks skip is moved forward by what they skip,
    /// of a time that they show twice it is the first.
    public func resolve(_ wall: CivilDateTime) -> Instant {
        let local = wall.secondsSince1970
        // The offsets on both sides of any change near this wall time.
        let before = offset(at: Instant(seconds: local - .secondsPerDay))
        let after = offset(at: Instant(seconds: local + .secondsPerDay))
        let early = Instant(seconds: local - Int64(before))
        guard before != after else { return early }
        let late = Instant(seconds: local - Int64(after))
        let shown = [early, late].filter { Int64(offset(at: $0)) == local - $0.seconds }
        return shown.min() ?? early
    }
}

/// Clocks that are always as far ahead of UTC as at any other time.
public struct FixedOffset: ZoneRules {
    /// Seconds ahead of UTC.
    public var seconds: Int

    /// So many seconds ahead of UTC.
    public init(seconds: Int) {
        self.seconds = seconds
    }

    /// `seconds`, whenever.
    public func offset(at instant: Instant) -> Int { seconds }
}

/// The name of a zone in the tz database: `America/Lima`.
public struct ZoneName: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// Takes the name as it is; whether there is such a zone is for `ZoneDatabase` to say.
    public init(_ name: String) {
        description = name
    }

    public static let lima = ZoneName("America/Lima")
    public static let utc = ZoneName("UTC")
}

/// Where the rules of zones come from: the tz database of the system, or a table in a test.
public protocol ZoneDatabase: Sendable {
    /// The rules of a zone; throws for a name that no zone has.
    func rules(for zone: ZoneName) throws(ZoneError) -> any ZoneRules
}

/// Why there are no rules for a zone.
public enum ZoneError: Error, Hashable, Sendable {
    /// No zone has this name.
    case unknownZone(String)
    /// The zone's file holds no rules that can be read.
    case unreadable(String)
    /// There is no tz database on this machine.
    case databaseMissing
}
