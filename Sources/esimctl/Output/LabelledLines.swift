import Localization

/// Labels and values, a line each, the values below each other.
struct LabelledLines {
    private let lines: [(String, String)]

    init(_ lines: [(String, String)]) {
        self.lines = lines
    }

    /// The lines, each with its end.
    var text: String {
        let width = (lines.map(\.0.count).max() ?? 0) + 2
        return lines.map { label, value in
            label + String(repeating: " ", count: width - label.count) + value.escapedForDisplay + "\n"
        }.joined()
    }
}
