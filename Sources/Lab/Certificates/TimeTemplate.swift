public import SGP22

/// A time as it is to be written in a certificate or a CRL (RFC 5280 4.1.2.5).
public enum TimeTemplate: Hashable, Sendable {
    /// As the RFC demands: UTCTime before 2050, GeneralizedTime from then on.
    case date(CertificateDate)
    /// With two digits for the year, whatever the year is.
    case utc(CertificateDate)
    /// With four digits for the year, whatever the year is.
    case generalized(CertificateDate)
    /// Any element of any content.
    case raw(tag: UInt8, text: String)

    /// The element.
    public var der: [UInt8] {
        switch self {
        case .date(let date):
            let year = Int(date.description.prefix(4)) ?? 0
            return ((1950..<2050).contains(year) ? TimeTemplate.utc(date) : .generalized(date)).der
        case .utc(let date):
            return DER.element(DER.Tag.utcTime, Array(Self.digits(date).dropFirst(2)))
        case .generalized(let date):
            return DER.element(DER.Tag.generalizedTime, Self.digits(date))
        case .raw(let tag, let text):
            return DER.element(tag, Array(text.utf8))
        }
    }

    /// `20261123000000Z`
    private static func digits(_ date: CertificateDate) -> [UInt8] {
        date.description.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } + [UInt8(ascii: "Z")]
    }
}
