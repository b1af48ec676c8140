import Testing

@testable import Vouchers

@Suite struct `A moment` {
    private static let instants: [(String, Int, Int)] = [
        ("1970-01-01T00:00:00Z", 0, 0), ("2000-02-29T12:30Z", 951_827_400, 0),
        ("2026-12-31T18:00:00-05:00", 1_798_758_000, -18_000), ("2026-12-31 18:00+05:30", 1_798_720_200, 19_800),
        ("1969-12-31T23:59:59z", -1, 0), ("2100-03-01T00:00Z", 4_107_542_400, 0),
    ]

    @Test(arguments: instants)
    func `is read with its offset`(text: String, seconds: Int, offset: Int) {
        #expect(Voucher.Moment(parsing: text) == .instant(seconds: seconds, .init(offset: offset)))
    }

    @Test func `is a day when no time is given`() throws {
        let day = try #require(Voucher.Moment.Day(year: 2028, month: 2, day: 29))
        #expect(Voucher.Moment(parsing: "2028-02-29") == .day(day))
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-02-29", "2100-02-29", "2026-00-10", "2026-1-1", "2026-12-31T18:00",
        "2026-12-31T24:00Z", "2026-12-31T18:60Z", "2026-12-31T18:00-05", "2026-12-31T18:00Zx", "31.12.2026",
        "２０２６-12-31",
        "2026-12-31T", "+026-12-31",
    ])
    func `is nothing else`(text: String) {
        #expect(Voucher.Moment(parsing: text) == nil)
    }

    @Test func `tells every day of four centuries by its number, and back`() {
        var previous: Voucher.Moment.Day?
        for number in -146_097..<146_097 {
            let day = Voucher.Moment.Day(daysSince1970: number)
            let isNext = previous.map { day.day == 1 || day.day == $0.day + 1 } ?? true
            guard
                day.daysSince1970 == number && isNext
                    && Voucher.Moment.Day(year: day.year, month: day.month, day: day.day) != nil
            else {
                Issue.record("\(number): \(day)")
                return
            }
            previous = day
        }
    }

    private static let clocks: [(Int, Int, String)] = [
        (-1, 0, "1969-12-31 23:59 UTC"), (0, -18_000, "1969-12-31 19:00 UTC−5"), (0, 20_700, "1970-1-1 05:45 UTC+5:45"),
    ]

    @Test(arguments: clocks)
    func `stands on the clock of its zone`(seconds: Int, offset: Int, expected: String) {
        let clock = Voucher.Moment.instant(seconds: seconds, .init(offset: offset)).clock
        let date = "\(clock.day.year)-\(clock.day.month)-\(clock.day.day)"
        #expect("\(date) \(clock.time ?? "") \(clock.zone?.offsetText ?? "")" == expected)
    }
}

@Suite struct `An amount` {
    private static let amounts: [(String, Int, String)] = [
        ("PEN 39.90", 3990, "PEN 39.90"), ("PEN 40", 4000, "PEN 40.00"), ("CLP 9990", 9990, "CLP 9990"),
        ("KWD 1.005", 1005, "KWD 1.005"), ("USD 0.05", 5, "USD 0.05"), ("EUR 0", 0, "EUR 0.00"),
    ]

    @Test(arguments: amounts)
    func `is read and written in minor units`(text: String, minorUnits: Int, written: String) throws {
        let amount = try #require(Voucher.Amount(parsing: text))
        #expect(amount.minorUnits == minorUnits && amount.description == written)
    }

    @Test(arguments: [
        "", "39.90", "PEN", "39.90 PEN", "pen 39.90", "PEN 39,90", "PEN -1.00", "PEN 39.9", "PEN 39.900", "CLP 9.90",
        "PEN .50", "PEN 1.5.0", "PENN 1.00", "PEN 99999999999999999999", "PEN ４.00",
    ])
    func `is nothing else`(text: String) {
        #expect(Voucher.Amount(parsing: text) == nil)
    }
}

@Suite struct `A line of text` {
    @Test func `is broken at spaces, between Chinese characters, and in a word that is too long`() {
        let measure = TextMeasure(size: 100, isTyped: true)
        #expect(measure.lines(of: "one two  three", within: 500) == ["one two", "three"])
        #expect(measure.lines(of: "abcdefghijkl", within: 301) == ["abcd", "efgh", "ijkl"])
        #expect(measure.lines(of: "扫描二维码，安装", within: 500) == ["扫描二维", "码，安装"])
        #expect(measure.lines(of: "", within: 500).isEmpty)
    }
}
