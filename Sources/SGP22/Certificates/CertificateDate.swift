/// A second of UTC, as certificates and CRLs give it (RFC 5280 4.1.2.5); leap seconds are not counted.
public struct CertificateDate: Hashable, Sendable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z; negative before.
    public let secondsSince1970: Int64

    /// Takes a number of seconds since 1970-01-01T00:00:00Z.
    public init(secondsSince1970: Int64) {
        self.secondsSince1970 = secondsSince1970
    }

    public static func < (one: CertificateDate, other: CertificateDate) -> Bool {
        one.secondsSince1970 < other.secondsSince1970
    }

    /// The date so many days of 86,400 seconds later.
    public func adding(days: Int) -> CertificateDate {
        CertificateDate(secondsSince1970: secondsSince1970 + Int64(days) * Self.secondsInDay)
    }

    /// How many whole days there are until `other`; negative when it is earlier.
    public func days(until other: CertificateDate) -> Int {
        Int((other.secondsSince1970 - secondsSince1970) / Self.secondsInDay)
    }

    static let secondsInDay: Int64 = 86_400
}

extension CertificateDate: CustomStringConvertible {
    /// RFC 3339 in UTC, such as `2026-11-23T00:00:00Z`.
    public var description: String {
        let (day, second) = secondsSince1970.quotientAndRemainderRoundingDown(by: Self.secondsInDay)
        let (hour, rest) = second.quotientAndRemainder(dividingBy: 3600)
        let time = [hour, rest / 60, rest % 60].map(Self.padded).joined(separator: ":")
        return "\(Self.civilText(day))T\(time)Z"
    }

    /// The day alone, such as `2026-11-23`.
    public var day: String {
        Self.civilText(secondsSince1970.quotientAndRemainderRoundingDown(by: Self.secondsInDay).quotient)
    }

    /// Reads RFC 3339 with `Z` or an offset, with or without a fraction (which is cut off), or a day alone, which is its
    /// first second in UTC; `nil` for anything else and for days that do not exist.
    public init?(parsing text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        guard
            let year = Self.number(&bytes, digits: 4), Self.skip("-", &bytes),
            let month = Self.number(&bytes, digits: 2), Self.skip("-", &bytes),
            let day = Self.number(&bytes, digits: 2), let days = Self.days(year: year, month: month, day: day)
        else { return nil }
        guard !bytes.isEmpty else {
            self.init(secondsSince1970: days * Self.secondsInDay)
            return
        }
        guard
            Self.skip("T", &bytes) || Self.skip("t", &bytes) || Self.skip(" ", &bytes),
            let hour = Self.number(&bytes, digits: 2), hour < 24, Self.skip(":", &bytes),
            let minute = Self.number(&bytes, digits: 2), minute < 60, Self.skip(":", &bytes),
            let second = Self.number(&bytes, digits: 2), second < 60
        else { return nil }
        if Self.skip(".", &bytes) {
            let fraction = bytes.prefix { $0.isDigit }
            guard !fraction.isEmpty else { return nil }
            bytes = bytes.dropFirst(fraction.count)
        }
        guard let offset = Self.offset(&bytes), bytes.isEmpty else { return nil }
        self.init(secondsSince1970: days * Self.secondsInDay + hour * 3600 + minute * 60 + second - offset)
    }

    /// The seconds that a zone is ahead of UTC: `Z`, `+05:30`, `-05:00`.
    private static func offset(_ bytes: inout ArraySlice<UInt8>) -> Int64? {
        if skip("Z", &bytes) || skip("z", &bytes) { return 0 }
        let isBehind = bytes.first == UInt8(ascii: "-")
        guard skip("+", &bytes) || skip("-", &bytes) else { return nil }
        guard
            let hours = number(&bytes, digits: 2), hours < 24, skip(":", &bytes),
            let minutes = number(&bytes, digits: 2), minutes < 60
        else { return nil }
        return (isBehind ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    private static func number(_ bytes: inout ArraySlice<UInt8>, digits: Int) -> Int64? {
        let taken = bytes.prefix(digits)
        guard taken.count == digits, taken.allSatisfy({ $0.isDigit }) else { return nil }
        bytes = bytes.dropFirst(digits)
        return taken.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    private static func skip(_ character: Unicode.Scalar, _ bytes: inout ArraySlice<UInt8>) -> Bool {
        guard bytes.first == UInt8(ascii: character) else { return false }
        bytes = bytes.dropFirst()
        return true
    }

    private static func padded(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}

extension CertificateDate {
    /// The second that a calendar day of the Gregorian calendar, and a time of that day in UTC, name; `nil` when there is none.
    public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        guard
            (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
            let days = Self.days(year: Int64(year), month: Int64(month), day: Int64(day))
        else { return nil }
        let time = Int64(hour * 3600 + minute * 60 + second)
        self.init(secondsSince1970: days * Self.secondsInDay + time)
    }

    /// Days since 1970-01-01, in years of 400 that begin in March, so that the leap day is the last of its year.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[Int(month) - 1] else { return nil }
        let shifted = month > 2 ? year : year - 1
        let (era, yearOfEra) = shifted.quotientAndRemainderRoundingDown(by: 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * daysInEra + dayOfEra - daysBefore1970
    }

    /// `2026-11-23`, of a number of days since 1970-01-01.
    private static func civilText(_ days: Int64) -> String {
        let (era, dayOfEra) = (days + daysBefore1970).quotientAndRemainderRoundingDown(by: daysInEra)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        let yearText = "\(year)"
        return String(repeating: "0", count: max(0, 4 - yearText.count)) + "\(yearText)-\(padded(month))-\(padded(day))"
    }

    private static let daysInEra: Int64 = 146_097
    /// From 0000-03-01.
    private static let daysBefore1970: Int64 = 719_468
}

extension Int64 {
    /// Quotient and remainder with a remainder that is never negative; `divisor` is above 0.
    fileprivate func quotientAndRemainderRoundingDown(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
