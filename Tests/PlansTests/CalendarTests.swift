import Foundation
import PlanStores
import Plans
import TestSupport
import Testing

@Suite struct `The renewal calendar` {
    private func calendar(
        _ anchor: String,
        _ zone: String,
        _ count: Int = 1,
        _ unit: BillingInterval.Unit = .month
    ) throws -> RenewalCalendar {
        RenewalCalendar(
            anchor: try #require(CivilDateTime(parsing: anchor)),
            interval: try #require(BillingInterval(count, unit)),
            rules: try SystemZones().rules(for: ZoneName(zone))
        )
    }

    @Test(arguments: [
        (
            "2026-01-31T08:00:00", "America/Lima", BillingInterval.Unit.month,
            ["2026-01-31T13:00:00Z", "2026-02-28T13:00:00Z", "2026-03-31T13:00:00Z", "2026-04-30T13:00:00Z"]
        ),
        (
            "2028-01-31T08:00:00", "America/Lima", .month,
            ["2028-01-31T13:00:00Z", "2028-02-29T13:00:00Z", "2028-03-31T13:00:00Z"]
        ),
        (
            "2028-02-29T08:00:00", "America/Lima", .year,
            [
                "2028-02-29T13:00:00Z", "2029-02-28T13:00:00Z", "2030-02-28T13:00:00Z", "2031-02-28T13:00:00Z",
                "2032-02-29T13:00:00Z",
            ]
        ),
        (
            "2026-02-08T02:30:00", "America/New_York", .month,
            ["2026-02-08T07:30:00Z", "2026-03-08T07:30:00Z", "2026-04-08T06:30:00Z"]
        ),
        (
            "2026-10-01T01:30:00", "America/New_York", .month,
            ["2026-10-01T05:30:00Z", "2026-11-01T05:30:00Z", "2026-12-01T06:30:00Z"]
        ),
        ("2026-12-30T23:30:00", "Asia/Shanghai", .day, ["2026-12-30T15:30:00Z", "2026-12-31T15:30:00Z"]),
    ])
    func `counts each boundary from the anchor`(
        anchor: String,
        zone: String,
        unit: BillingInterval.Unit,
        expected: [String]
    ) throws {
        let calendar = try calendar(anchor, zone, 1, unit)
        #expect(expected.indices.map { calendar.boundary($0).description } == expected)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `has boundaries that rise, on the anchor's day or the month's last`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let zones = ["America/Lima", "America/New_York", "Europe/Madrid", "Asia/Shanghai", "Australia/Lord_Howe"]
        let date = CivilDate(daysSince1970: Int64.random(in: 18_000...30_000, using: &random))
        let anchor = CivilDateTime(date, secondOfDay: Int.random(in: 0..<86_400, using: &random))
        let unit = try #require(BillingInterval.Unit.allCases.randomElement(using: &random))
        let count = Int.random(in: 1...40, using: &random)
        let zone = try #require(zones.randomElement(using: &random))
        let calendar = try calendar(anchor.description, zone, count, unit)
        #expect(calendar.wallTime(0) == anchor)
        for k in 0..<30 {
            let boundary = calendar.boundary(k)
            #expect(boundary < calendar.boundary(k + 1))
            let shown = calendar.rules.wallTime(at: boundary)
            let wanted = calendar.wallTime(k)
            // Clocks that skip an hour move a boundary forward, never back.
            #expect(shown == wanted || shown.secondsSince1970 - wanted.secondsSince1970 <= 3600)
            #expect(calendar.lastBoundary(notAfter: boundary, from: 0) == k)
            #expect(k == 0 || calendar.lastBoundary(notAfter: boundary - 1, from: 0) == k - 1)
            if unit != .day {
                #expect(wanted.date.day == min(date.day, CivilDate.days(in: wanted.date.month, of: wanted.date.year)))
            }
        }
    }

    @Test func `reads and writes dates as they are`() throws {
        for days in stride(from: Int64(-700_000), through: 2_900_000, by: 997) {
            let date = CivilDate(daysSince1970: days)
            #expect(date.daysSince1970 == days)
            #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date || date.year < 1)
        }
        #expect(Instant(parsing: "2026-02-29T00:00:00Z") == nil && Instant(parsing: "2028-02-29T24:00:00Z") == nil)
        #expect(Instant(parsing: "2026-02-28T23:59:59") == nil)
        let text = "2026-02-28T23:59:59Z"
        #expect(try #require(Instant(parsing: text)).description == text)
    }
}

@Suite struct `The tz database` {
    /// Python's zoneinfo is the judge.
    @Test func `is read as others read it`() async throws {
        let zones = [
            "America/Lima", "America/New_York", "Europe/Madrid", "Asia/Shanghai", "Australia/Lord_Howe",
            "America/Santiago",
            "Africa/Casablanca", "Pacific/Apia", "Europe/Dublin",
        ]
        let script = """
            import sys, datetime, zoneinfo
            for name in sys.argv[1:]:
                zone = zoneinfo.ZoneInfo(name)
                for at in range(-1500000000, 4000000000, 7919177):
                    moment = datetime.datetime.fromtimestamp(at, zone)
                    print(name, at, int(moment.utcoffset().total_seconds()))
            """
        let output = try await Tool.run("python3", ["-c", script] + zones).text
        let database = SystemZones()
        var checked = 0
        for line in output.split(separator: "\n") {
            let parts = line.split(separator: " ")
            let at = Instant(seconds: try #require(Int64(parts[1])))
            let offset = try database.rules(for: ZoneName(String(parts[0]))).offset(at: at)
            #expect(offset == Int(parts[2]), "\(line), not \(offset)")
            checked += 1
        }
        #expect(checked > 5000)
    }

    @Test(arguments: [
        "Mars/Base", "../../etc/passwd", "/etc/passwd", "", "America", "America/Lima ", "zone.tab",
        "leapseconds", "right/UTC", "right/America/Lima", "posix/America/Lima", "tzdata.zi",
    ])
    func `has no zone that is not one`(name: String) {
        #expect(throws: ZoneError.unknownZone(name)) { try SystemZones().rules(for: ZoneName(name)) }
    }

    @Test func `says when it is not there`() {
        #expect(throws: ZoneError.databaseMissing) { try SystemZones(folder: "/nonexistent").rules(for: .lima) }
    }

    @Test func `refuses files that were cut or changed, and does not trap`() throws {
        let bytes = try Array(Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/America/New_York")))
        for length in 0..<bytes.count where length % 7 == 0 { _ = TimeZoneFile(Array(bytes[..<length])) }
        var random = SeededGenerator(seed: 1)
        for _ in 0..<2000 {
            var changed = bytes
            changed[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            if let zone = TimeZoneFile(changed) { _ = zone.offset(at: Instant(seconds: 4_000_000_000)) }
        }
    }
}
