/// A sum of money: whole minor units of a currency. There is no floating point anywhere on its way.
public struct Money: Hashable, Sendable {
    /// Céntimos, cents, fen; the currency itself where it has no smaller unit.
    public var minorUnits: Int64
    public var currency: Currency

    /// The most that an amount or a balance may be, in minor units: far more than anybody has, and far less than what sums of it need
    /// 64 bits for.
    public static let limit: Int64 = 1_000_000_000_000_000

    /// So many minor units.
    public init(_ minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// The number with as many decimals as the currency has, a point before them: `29.90`, `9990`.
    public var decimalText: String {
        let exponent = currency.exponent
        let digits = String(minorUnits.magnitude)
        let sign = minorUnits < 0 ? "-" : ""
        guard exponent > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, exponent + 1 - digits.count)) + digits
        return "\(sign)\(padded.dropLast(exponent)).\(padded.suffix(exponent))"
    }

    /// Reads `29.90` or `29`; `nil` for a number with other decimals than the currency has, or beyond `limit`.
    public init?(parsing number: some StringProtocol, _ currency: Currency, limit: Int64 = Self.limit) {
        let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty else { return nil }
        let exponent = currency.exponent
        let fraction = parts.count == 2 ? String(parts[1]) : String(repeating: "0", count: exponent)
        let digits = whole + fraction
        guard fraction.utf8.count == exponent, parts.count == 1 || exponent > 0,
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let minorUnits = Int64(digits), minorUnits <= limit
        else { return nil }
        self.init(minorUnits, currency)
    }
}

extension Money: CustomStringConvertible {
    /// `PEN 29.90`: the same in every language.
    public var description: String { "\(currency) \(decimalText)" }
}
