/// How long one period of a plan lasts.
public struct BillingInterval: Hashable, Sendable, CustomStringConvertible {
    /// What is counted.
    public enum Unit: String, Hashable, Sendable, CaseIterable {
        case day, month, year
    }

    public var unit: Unit
    /// How many of them, 1 or more.
    public var count: Int

    /// So many units, 1 or more; `nil` for fewer.
    public init?(_ count: Int, _ unit: Unit) {
        guard count > 0, count <= 10_000 else { return nil }
        self.unit = unit
        self.count = count
    }

    /// A month.
    public static let month = BillingInterval(known: 1, .month)

    private init(known count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }

    /// The wall time one interval before another, as far as that interval can be undone: 28 February is a month before 31 March.
    public func wallTime(before wall: CivilDateTime) -> CivilDateTime { adding(-1, to: wall) }

    /// `30 day`.
    public var description: String { "\(count) \(unit.rawValue)" }

    /// The wall time `multiple` intervals after `anchor`: months and years keep the day, or take the month's last.
    func adding(_ multiple: Int, to anchor: CivilDateTime) -> CivilDateTime {
        let amount = multiple * count
        let date =
            switch unit {
            case .day: anchor.date.adding(days: amount)
            case .month: anchor.date.adding(months: amount)
            case .year: anchor.date.adding(months: amount * 12)
            }
        return CivilDateTime(date, secondOfDay: anchor.secondOfDay)
    }
}
