/// A date of the proleptic Gregorian calendar; knows no zone.
public struct CivilDate: Hashable, Sendable {
    public var year: Int
    /// 1 to 12.
    public var month: Int
    /// 1 to 31.
    public var day: Int

    /// The date with these numbers; `nil` when there is no such date, or not between the years 1 and 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(in: month, of: year)
        else { return nil }
        self.init(known: year, month, day)
    }

    private init(known year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The length of a month.
    public static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01. Years are counted from March, in eras of 400 years of which each has 146,097 days.
    public var daysSince1970: Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468)
    }

    /// The date so many days after 1970-01-01; the inverse of `daysSince1970`.
    public init(daysSince1970 days: Int64) {
        let shifted = Int(days) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            known: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month,
            dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    /// The same day so many months later, or the last day of that month where it has no such day.
    public func adding(months: Int) -> CivilDate {
        let index = year * 12 + month - 1 + months
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        return CivilDate(known: newYear, newMonth, min(day, Self.days(in: newMonth, of: newYear)))
    }

    /// The date so many days later.
    public func adding(days: Int) -> CivilDate {
        CivilDate(daysSince1970: daysSince1970 + Int64(days))
    }
}

/// What a calendar and a clock on a wall show: no zone, so no instant either.
public struct CivilDateTime: Hashable, Sendable {
    public var date: CivilDate
    /// Seconds since midnight on the wall, 0 to 86,399.
    public var secondOfDay: Int

    /// A date and a time of day, 0 to 86,399 seconds behind midnight.
    public init(_ date: CivilDate, secondOfDay: Int) {
        self.date = date
        self.secondOfDay = secondOfDay
    }

    /// What the wall shows in a zone whose clocks are not ahead of UTC.
    public init(secondsSince1970 seconds: Int64) {
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        date = CivilDate(daysSince1970: days)
        secondOfDay = Int(seconds - days * 86_400)
    }

    /// The inverse of `init(secondsSince1970:)`.
    public var secondsSince1970: Int64 { date.daysSince1970 * 86_400 + Int64(secondOfDay) }
}

extension CivilDateTime: CustomStringConvertible {
    /// `2026-02-15T15:00:00`.
    public var description: String {
        var text = Array("0000-00-00T00:00:00".utf8)
        func put(_ number: Int, endingAt last: Int) {
            var (rest, place) = (number, last)
            while rest > 0, place >= 0 {
                text[place] += UInt8(rest % 10)
                (rest, place) = (rest / 10, place - 1)
            }
        }
        put(date.month, endingAt: 6)
        put(date.day, endingAt: 9)
        put(secondOfDay / 3600, endingAt: 12)
        put(secondOfDay / 60 % 60, endingAt: 15)
        put(secondOfDay % 60, endingAt: 18)
        let isOfFourDigits = (0...9999).contains(date.year)
        if isOfFourDigits { put(date.year, endingAt: 3) }
        let shown = String(decoding: text, as: UTF8.self)
        return isOfFourDigits ? shown : "\(date.year)" + shown.dropFirst(4)
    }

    /// Reads `2026-02-15T15:00:00`, nothing else; `nil` for anything that no calendar and clock shows.
    public init?(parsing text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 19 else { return nil }
        for (place, sign) in [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")]
        where bytes[place] != sign.utf8.first { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            let date = CivilDate(year: year, month: month, day: day), hour < 24, minute < 60, second < 60
        else { return nil }
        self.init(date, secondOfDay: hour * 3600 + minute * 60 + second)
    }
}
