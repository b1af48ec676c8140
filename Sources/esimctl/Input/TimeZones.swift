import PlanStores
import Plans

/// The system's time zone database, asked for one instant: Foundation would bring all of ICU into the program for it.
enum TimeZones {
    /// How many seconds the clocks of `zone` are ahead of UTC at an instant.
    ///
    /// - Throws: `Failure` with status 65 for a name that no zone has, and 69 where there is no database.
    static func offset(of zone: String, at seconds: Int) throws(Failure) -> Int {
        do {
            return try StoreOptions.zones.rules(for: ZoneName(zone)).offset(at: Instant(seconds: Int64(seconds)))
        } catch .unknownZone {
            throw Failure(
                "zone: no time zone has this name",
                hint: "write it as in America/Lima",
                status: .unusableInput
            )
        } catch {
            throw Failure(error)
        }
    }
}
