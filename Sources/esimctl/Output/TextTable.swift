/// Columns of text, each as wide as its widest cell, the last one as it comes.
struct TextTable {
    private let rows: [[String]]

    /// Every row has as many cells as the head.
    init(_ head: [String], _ rows: [[String]]) {
        self.rows = [head] + rows
    }

    /// The lines, each with its end.
    var text: String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            let line = cells.joined(separator: "  ")
            return line[...(line.lastIndex { $0 != " " } ?? line.startIndex)] + "\n"
        }.joined()
    }
}
