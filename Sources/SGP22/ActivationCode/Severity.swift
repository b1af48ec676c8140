/// How much a finding weighs.
public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Worth knowing; never changes a verdict.
    case note
    /// A departure from the letter of the specification that phones take; the strict reading makes it an error.
    case warning
    /// No phone should take it.
    case error

    public static func < (one: Severity, other: Severity) -> Bool {
        one.rank < other.rank
    }

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}
