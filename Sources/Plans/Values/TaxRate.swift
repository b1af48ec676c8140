/// A rate of tax and whether prices include it, as data of a plan version (Peru: 1800 basis points, included).
public struct TaxRate: Hashable, Sendable {
    /// The highest rate, in basis points: as much again as the price.
    public static let limit: Int64 = 10_000

    /// Hundredths of a percent, 0 or more.
    public var basisPoints: Int64
    /// Whether the price that people see holds the tax already.
    public var isIncluded: Bool

    /// A rate in basis points, 0 or more.
    public init(basisPoints: Int64, isIncluded: Bool) {
        self.basisPoints = basisPoints
        self.isIncluded = isIncluded
    }

    /// An amount taken apart; `net + tax == gross` always. For amounts beyond `Money.limit` and rates beyond `limit`, which only a damaged
    /// store has, what would leave 64 bits ends there.
    public struct Split: Hashable, Sendable {
        public var net, tax: Int64
        public var gross: Int64 { net + tax }

        public init(net: Int64, tax: Int64) {
            self.net = net
            self.tax = tax
        }
    }

    /// The net part and the tax of an amount that holds its tax: net is rounded half up, tax is the rest, so that the parts add up.
    public func split(gross: Int64) -> Split {
        let net = Self.quotientRoundedHalfUp(gross, times: 10_000, over: 10_000 + min(basisPoints, .max - 10_000))
        return Split(net: net, tax: gross - net)
    }

    /// The tax on a net amount, rounded half up.
    public func split(net: Int64) -> Split {
        let tax = Self.quotientRoundedHalfUp(net, times: basisPoints, over: 10_000)
        return Split(net: net, tax: net > 0 ? min(tax, .max - net) : max(tax, -.max - net))
    }

    /// What a customer pays for a plan at this price, taken apart.
    public func split(price: Int64) -> Split {
        isIncluded ? split(gross: price) : split(net: price)
    }

    /// `amount · factor / divisor`, halves away from zero for positive amounts; exact where it has 64 bits.
    private static func quotientRoundedHalfUp(_ amount: Int64, times factor: Int64, over divisor: Int64) -> Int64 {
        let (high, low) = amount.magnitude.multipliedFullWidth(by: factor.magnitude)
        let (sum, carries) = low.addingReportingOverflow(divisor.magnitude / 2)
        let rounded = high + (carries ? 1 : 0)
        guard rounded < divisor.magnitude else { return amount < 0 ? -.max : .max }
        let whole = Int64(clamping: divisor.magnitude.dividingFullWidth((rounded, sum)).quotient)
        return amount < 0 ? -whole : whole
    }
}
