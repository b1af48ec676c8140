import SGP22
import TestSupport
import Testing

@Suite struct `A date of a certificate` {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `reads back as it was written`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // 0001-01-01 to 9999-12-31.
        let date = CertificateDate(secondsSince1970: .random(in: -62_135_596_800...253_402_300_799, using: &random))
        #expect(CertificateDate(parsing: date.description) == date)
        #expect(CertificateDate(parsing: date.day).map { $0 <= date && date < $0.adding(days: 1) } == true)
        #expect(date.adding(days: 7).days(until: date) == -7)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `is the one of the next day a day later`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (year, month, day) = (
            Int.random(in: 1...9998, using: &random), Int.random(in: 1...12, using: &random),
            Int.random(in: 1...28, using: &random)
        )
        let date = try #require(CertificateDate(year: year, month: month, day: day))
        let next =
            CertificateDate(year: year, month: month, day: day + 1)
            ?? CertificateDate(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
        #expect(date.adding(days: 1) == next)
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("2026-11-23T00:00:00Z", 1_795_392_000), ("2000-02-29T12:00:00+12:00", 951_782_400),
        ("1969-12-31T23:59:59Z", -1), ("2026-11-23T01:02:03.999Z", 1_795_395_723),
        ("2026-11-23 00:00:00z", 1_795_392_000),
        ("2050-01-01T00:00:00Z", 2_524_608_000), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func `is the second that it names`(text: String, seconds: Int64) {
        #expect(CertificateDate(parsing: text)?.secondsSince1970 == seconds)
    }

    @Test(arguments: [
        "", "2026", "2026-11", "2026-13-01", "2026-02-29", "1900-02-29", "2026-11-31", "2026-11-23T",
        "2026-11-23T00:00:00",
        "2026-11-23T24:00:00Z", "2026-11-23T00:60:00Z", "2026-11-23T00:00:00.Z", "2026-11-23T00:00:00Zx", "26-11-23",
        "2026-00-10", "2026-10-00", "+026-10-10", "2026-11-23T00:00:00+24:00",
    ])
    func `that does not exist is refused`(text: String) {
        #expect(CertificateDate(parsing: text) == nil)
    }
}
