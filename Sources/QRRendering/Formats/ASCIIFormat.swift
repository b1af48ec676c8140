extension ImageFormat {
    /// Plain text: `##` for a dark module and two spaces for a light one, no escape sequences.
    ///
    /// It is for logs, paper and pipes. Light text on a dark screen shows it inverted: there, use `terminal`.
    public static let ascii = ImageFormat(
        name: "ascii",
        fileExtensions: [],
        isBinary: false,
        measure: .characters
    ) { symbol, _, _ in
        let visible = -QRSymbol.quietZone..<symbol.width + QRSymbol.quietZone
        var text = ""
        for row in visible {
            for column in visible {
                text += symbol[column, row] ? "##" : "  "
            }
            text += "\n"
        }
        return Array(text.utf8)
    }
}
