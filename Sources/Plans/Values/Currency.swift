/// A currency: three capital letters (ISO 4217) and how many decimals its minor unit stands for.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
    /// The three letters.
    public let code: String

    /// The currency with these three letters; `nil` for anything else.
    public init?(_ code: String) {
        guard code.utf8.count == 3,
            code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else { return nil }
        self.code = code
    }

    private init(known code: String) {
        self.code = code
    }

    /// The Peruvian sol.
    public static let pen = Currency(known: "PEN")

    /// The three letters.
    public var description: String { code }

    /// How many decimals the minor unit stands for (ISO 4217): 2 for nearly all, 0 for the Chilean peso, 3 for the Kuwaiti dinar.
    public var exponent: Int {
        switch code {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
            "XOF", "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        case "CLF", "UYW": 4
        default: 2
        }
    }
}
