import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The system's time zone database, asked through C: Foundation would bring all of ICU into the program for it.
enum TimeZones {
    /// How many seconds the clocks of `zone` are ahead of UTC at an instant.
    ///
    /// It sets `TZ` for the whole process, which has one thread only.
    /// - Throws: `Failure` with status 65 for a name that no zone has, and 69 where there is no database.
    static func offset(of zone: String, at seconds: Int) throws(Failure) -> Int {
        guard zone != "UTC" else { return 0 }
        let folder = Environment["TZDIR"] ?? "/usr/share/zoneinfo"
        guard (try? Stat(FilePath(folder)))?.type == .directory else {
            throw Failure(
                "the time zone database is not installed",
                hint: "apt-get install tzdata, or give dates with their offset and no zone",
                status: .unavailable
            )
        }
        let isName = zone.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                || "_+-/".utf8.contains(byte)
        }
        guard isName, !zone.hasPrefix("/"), (try? Stat(FilePath("\(folder)/\(zone)")))?.type == .regular else {
            throw Failure(
                "zone: no time zone has this name",
                hint: "write it as in America/Lima",
                status: .unusableInput
            )
        }
        unsafe setenv("TZ", ":" + zone, 1)
        tzset()
        var instant = time_t(seconds)
        var clock = unsafe tm()
        guard unsafe localtime_r(&instant, &clock) != nil else {
            throw Failure("zone: the date is out of its range", status: .unusableInput)
        }
        return unsafe Int(clock.tm_gmtoff)
    }
}
