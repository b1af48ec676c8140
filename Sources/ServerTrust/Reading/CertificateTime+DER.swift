internal import SGP22

extension DERReader {
    /// Takes a UTCTime or a GeneralizedTime, also one that leaves out the seconds, has a fraction of them (which is cut off) or
    /// an offset from UTC, all of which RFC 5280 4.1.2.5 forbids.
    mutating func time() throws(Fault) -> Certificate.Time {
        let element = try next()
        let isGeneralized = element.tag == DERTag.generalizedTime
        guard isGeneralized || element.tag == DERTag.utcTime else { throw Fault() }
        guard let date = CertificateDate(asn1: self[element.content], isGeneralized: isGeneralized) else {
            throw Fault()
        }
        return Certificate.Time(date, isGeneralized: isGeneralized)
    }
}

extension CertificateDate {
    /// Reads the content octets of a time (X.680 46, 47); a UTCTime's years are those from 1950 to 2049.
    init?(asn1 content: ArraySlice<UInt8>, isGeneralized: Bool) {
        var rest = content
        func number(_ digits: Int) -> Int? {
            let taken = rest.prefix(digits)
            guard taken.count == digits, taken.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
            rest = rest.dropFirst(digits)
            return taken.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        guard
            var year = number(isGeneralized ? 4 : 2), let month = number(2), let day = number(2),
            let hour = number(2), let minute = number(2)
        else { return nil }
        if !isGeneralized { year += year < 50 ? 2000 : 1900 }
        let second = number(2) ?? 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard number(1) != nil else { return nil }
            while number(1) != nil {}
        }
        guard
            let local = CertificateDate(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        else { return nil }
        guard let zone = rest.popFirst() else { return nil }
        var ahead = 0
        switch zone {
        case UInt8(ascii: "Z"): break
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard let hours = number(2), let minutes = number(2), hours < 24, minutes < 60 else { return nil }
            ahead = (zone == UInt8(ascii: "+") ? 1 : -1) * (hours * 3600 + minutes * 60)
        default: return nil
        }
        guard rest.isEmpty else { return nil }
        self.init(secondsSince1970: local.secondsSince1970 - Int64(ahead))
    }
}
