/// A rule for the clocks of all years, as POSIX writes it: `EST5EDT,M3.2.0,M11.1.0`, `<-05>5`.
struct DaylightRule: Sendable {
    private var standard: Int
    private var daylight: (offset: Int, begins: Change, ends: Change)?

    /// When the clocks change in a year.
    private struct Change {
        enum Day {
            /// The last or `week`-th such weekday of a month; Sunday is 0.
            case weekday(month: Int, week: Int, weekday: Int)
            /// The n-th day from 1, 29 February never counted.
            case julian(Int)
            /// The n-th day from 0, 29 February counted.
            case ordinal(Int)
        }

        var day: Day
        /// Seconds behind midnight, on the clocks before the change.
        var time: Int

        func date(in year: Int) -> Int64 {
            guard let newYear = CivilDate(year: year, month: 1, day: 1) else { return 0 }
            switch day {
            case .ordinal(let days): return newYear.daysSince1970 + Int64(days)
            case .julian(let number):
                let isBehindLeapDay = number >= 60 && CivilDate.days(in: 2, of: year) == 29
                return newYear.daysSince1970 + Int64(number - 1 + (isBehindLeapDay ? 1 : 0))
            case .weekday(let month, let week, let weekday):
                let first = newYear.daysSince1970 + newYear.adding(months: month - 1).dayOffset(from: newYear)
                // 1970 began on a Thursday.
                let ahead = (Int64(weekday) - (first + 4) % 7 + 7) % 7
                let day = ahead + Int64(week - 1) * 7
                return first + (day < Int64(CivilDate.days(in: month, of: year)) ? day : day - 7)
            }
        }
    }

    /// Reads a rule; `nil` when it is none.
    init?(posix: String) {
        var scanner = Scanner(rest: Array(posix.utf8)[...])
        guard scanner.name(), let west = scanner.duration() else { return nil }
        standard = -west
        guard !scanner.rest.isEmpty else { return }
        guard scanner.name() else { return nil }
        var offset = standard + 3600
        if scanner.rest.first != UInt8(ascii: ",") {
            guard let west = scanner.duration() else { return nil }
            offset = -west
        }
        guard let begins = scanner.change(), let ends = scanner.change(), scanner.rest.isEmpty else { return nil }
        daylight = (offset, begins, ends)
    }

    /// Seconds ahead of UTC at an instant.
    func offset(at instant: Instant) -> Int {
        guard let daylight else { return standard }
        let year = CivilDateTime(secondsSince1970: instant.seconds + Int64(standard)).date.year
        let begins = daylight.begins.date(in: year) * 86_400 + Int64(daylight.begins.time - standard)
        let ends = daylight.ends.date(in: year) * 86_400 + Int64(daylight.ends.time - daylight.offset)
        let isDaylight =
            begins < ends
            ? (begins..<ends).contains(instant.seconds) : !(ends..<begins).contains(instant.seconds)
        return isDaylight ? daylight.offset : standard
    }

    private struct Scanner {
        var rest: ArraySlice<UInt8>

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard let first = rest.first, UInt32(first) == character.value else { return false }
            rest.removeFirst()
            return true
        }

        /// `EST` or `<-05>`.
        mutating func name() -> Bool {
            if take("<") {
                guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
                rest = rest[(end + 1)...]
                return true
            }
            let letters = rest.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
            rest = rest[letters.endIndex...]
            return letters.count >= 3
        }

        mutating func number() -> Int? {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            rest = rest[digits.endIndex...]
            return digits.count <= 6 ? Int(String(decoding: digits, as: UTF8.self)) : nil
        }

        /// `5`, `-3:30`, in seconds.
        mutating func duration() -> Int? {
            let sign = take("-") ? -1 : 1
            if sign == 1 { _ = take("+") }
            guard let hours = number() else { return nil }
            var seconds = hours * 3600
            for unit in [60, 1] where take(":") {
                guard let part = number() else { return nil }
                seconds += part * unit
            }
            return sign * seconds
        }

        /// `,M3.2.0/2`
        mutating func change() -> Change? {
            guard take(",") else { return nil }
            let day: Change.Day
            if take("M") {
                guard let month = number(), take("."), let week = number(), take("."), let weekday = number(),
                    (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
                else { return nil }
                day = .weekday(month: month, week: week, weekday: weekday)
            } else if take("J") {
                guard let number = number(), (1...365).contains(number) else { return nil }
                day = .julian(number)
            } else {
                guard let number = number(), (0...365).contains(number) else { return nil }
                day = .ordinal(number)
            }
            guard take("/") else { return Change(day: day, time: 7200) }
            return duration().map { Change(day: day, time: $0) }
        }
    }
}

extension CivilDate {
    /// How many days it lies behind another date.
    fileprivate func dayOffset(from other: CivilDate) -> Int64 { daysSince1970 - other.daysSince1970 }
}
