/// A horizontal row of dark modules without a gap; the modules beside it are light.
struct DarkRun: Hashable {
    /// Counted from the outer edge of the quiet zone.
    let column: Int
    let row: Int
    /// In modules.
    let length: Int
}

extension QRSymbol {
    /// The width with the quiet zone on both sides, in modules.
    var fullWidth: Int { width + 2 * Self.quietZone }

    /// All dark modules as runs, from the top, from the left in each row.
    var darkRuns: [DarkRun] {
        var runs: [DarkRun] = []
        for row in 0..<width {
            var start: Int?
            // The column to the right of the symbol is light and ends the last run.
            for column in 0...width {
                switch (self[column, row], start) {
                case (true, nil): start = column
                case (false, let first?):
                    runs.append(
                        DarkRun(column: first + Self.quietZone, row: row + Self.quietZone, length: column - first)
                    )
                    start = nil
                case (true, _), (false, nil): break
                }
            }
        }
        return runs
    }
}
