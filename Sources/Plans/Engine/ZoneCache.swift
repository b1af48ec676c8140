import Synchronization

/// Remembers the rules of zones, so that each is read once.
final class ZoneCache: ZoneDatabase {
    private let source: any ZoneDatabase
    private let known = Mutex<[ZoneName: any ZoneRules]>([:])

    init(_ source: any ZoneDatabase) {
        self.source = source
    }

    func rules(for zone: ZoneName) throws(ZoneError) -> any ZoneRules {
        if let rules = known.withLock({ $0[zone] }) { return rules }
        let rules = try source.rules(for: zone)
        known.withLock { $0[zone] = rules }
        return rules
    }
}
