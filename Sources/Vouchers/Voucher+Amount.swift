extension Voucher {
    /// A sum of money: whole minor units of a currency, so that nothing is ever rounded.
    public struct Amount: Hashable, Sendable, CustomStringConvertible {
        /// Cents, céntimos, fen; the currency itself where it has no smaller unit.
        public let minorUnits: Int
        /// Three capital letters (ISO 4217).
        public let currency: String

        /// So many minor units, 0 or more; `nil` for what is no currency code.
        public init?(minorUnits: Int, currency: String) {
            guard minorUnits >= 0, currency.utf8.count == 3,
                currency.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
            else { return nil }
            self.minorUnits = minorUnits
            self.currency = currency
        }

        /// Reads `PEN 39.90`; the number has as many decimals as the currency, or none.
        public init?(parsing text: some StringProtocol) {
            let parts = text.split(separator: " ")
            guard parts.count == 2 else { return nil }
            let currency = String(parts[0])
            let number = parts[1].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            let decimals = Self.decimals(of: currency)
            let fraction = number.count == 2 ? String(number[1]) : String(repeating: "0", count: decimals)
            let digits = String(number[0]) + fraction
            guard !number[0].isEmpty, fraction.utf8.count == decimals,
                digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let minorUnits = Int(digits)
            else { return nil }
            self.init(minorUnits: minorUnits, currency: currency)
        }

        /// `PEN 39.90`: the same in every language, and read in the same way by all.
        public var description: String {
            let decimals = Self.decimals(of: currency)
            guard decimals > 0 else { return "\(currency) \(minorUnits)" }
            let digits = String(minorUnits)
            let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
            return "\(currency) \(padded.dropLast(decimals)).\(padded.suffix(decimals))"
        }

        /// The exponent of ISO 4217: 2 for nearly all.
        private static func decimals(of currency: String) -> Int {
            switch currency {
            case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV",
                "XAF",
                "XOF", "XPF":
                0
            case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
            default: 2
            }
        }
    }
}
