extension Voucher {
    /// A day or an instant, as it is told to people.
    ///
    /// An instant carries the offset and the name of the zone that its reader lives in; nothing here knows a time zone
    /// database, so whoever makes the value looks them up.
    public enum Moment: Hashable, Sendable {
        /// A calendar day, whole and without a zone.
        case day(Day)
        /// Seconds since 1970-01-01T00:00Z, told in a zone.
        case instant(seconds: Int, Zone)

        /// A date of the Gregorian calendar.
        public struct Day: Hashable, Sendable {
            /// 1...9999.
            public let year: Int
            /// 1...12.
            public let month: Int
            /// 1...31.
            public let day: Int

            /// The date, if there is one.
            public init?(year: Int, month: Int, day: Int) {
                let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
                let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
                guard (1...9999).contains(year), (1...12).contains(month), (1...lengths[month - 1]).contains(day) else {
                    return nil
                }
                self.year = year
                self.month = month
                self.day = day
            }
        }

        /// Where a clock stands at an instant.
        public struct Zone: Hashable, Sendable {
            /// Seconds east of UTC.
            public var offset: Int
            /// The zone's name, such as `America/Lima`; `nil` when only the offset is known.
            public var name: String?

            /// A zone at an instant.
            public init(offset: Int, name: String? = nil) {
                self.offset = offset
                self.name = name
            }
        }

        /// Reads RFC 3339: `2026-12-31`, or `2026-12-31T18:00:00-05:00` with or without seconds; `nil` for anything else,
        /// dates that no calendar has, and times without an offset.
        public init?(parsing text: some StringProtocol) {
            var rest = text.utf8[...]
            guard let year = rest.number(4), rest.take("-"), let month = rest.number(2), rest.take("-"),
                let number = rest.number(2), let day = Day(year: year, month: month, day: number)
            else { return nil }
            guard !rest.isEmpty else {
                self = .day(day)
                return
            }
            guard rest.take("T") || rest.take("t") || rest.take(" "), let hour = rest.number(2), hour < 24,
                rest.take(":"),
                let minute = rest.number(2), minute < 60
            else { return nil }
            var second = 0
            if rest.take(":") {
                guard let given = rest.number(2), given < 60 else { return nil }
                second = given
            }
            guard let offset = rest.offset(), rest.isEmpty else { return nil }
            let seconds = day.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset
            self = .instant(seconds: seconds, Zone(offset: offset))
        }

        /// The day, and for an instant the time of day on the clock of its zone.
        var clock: (day: Day, time: String?, zone: Zone?) {
            switch self {
            case .day(let day): return (day, nil, nil)
            case .instant(let seconds, let zone):
                let local = seconds + zone.offset
                let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
                let minutes = (local - days * 86_400) / 60
                return (Day(daysSince1970: days), "\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))", zone)
            }
        }
    }
}

extension Voucher.Moment.Day {
    /// Counts in eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
    var daysSince1970: Int {
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    init(daysSince1970 days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}

extension Voucher.Moment.Zone {
    /// `UTC`, `UTC−5`, `UTC+5:30`, with a real minus sign.
    var offsetText: String {
        guard offset != 0 else { return "UTC" }
        let minutes = abs(offset) / 60
        let fraction = minutes % 60 == 0 ? "" : ":" + twoDigits(minutes % 60)
        return "UTC\(offset < 0 ? "−" : "+")\(minutes / 60)\(fraction)"
    }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

extension Collection<UInt8> where SubSequence == Self {
    /// Takes exactly `count` digits off the front.
    fileprivate mutating func number(_ count: Int) -> Int? {
        let digits = prefix(count)
        guard digits.count == count, digits.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        self = dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Takes the character off the front, if it stands there.
    fileprivate mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let first, first == UInt8(ascii: character) else { return false }
        self = dropFirst()
        return true
    }

    /// Takes `Z` or `±hh:mm` off the front, in seconds.
    fileprivate mutating func offset() -> Int? {
        if take("Z") || take("z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hours = number(2), hours < 24, take(":"), let minutes = number(2), minutes < 60
        else { return nil }
        return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
