extension ImageFormat {
    /// Text for a terminal: two modules in each character, black on white whatever the colours of the terminal.
    ///
    /// Each line sets black (16) on white (231) of the 256-colour palette, whose entries from 16 on no theme changes, and
    /// ends with a reset. UTF-8; `▀`, `▄` and `█` are dark above, below and in both halves.
    public static let terminal = ImageFormat(
        name: "terminal",
        fileExtensions: [],
        isBinary: false
    ) { symbol, _, _ in
        let visible = -QRSymbol.quietZone..<symbol.width + QRSymbol.quietZone
        var text = ""
        // A symbol's height is odd: the last line shows a light row more than the quiet zone.
        for row in stride(from: visible.lowerBound, to: visible.upperBound, by: 2) {
            text += "\u{1B}[38;5;16;48;5;231m"
            for column in visible {
                text += character(above: symbol[column, row], below: symbol[column, row + 1])
            }
            text += "\u{1B}[0m\n"
        }
        return Array(text.utf8)
    }
}

/// The half blocks that show two modules, one above the other; dark is the foreground.
private func character(above: Bool, below: Bool) -> String {
    switch (above, below) {
    case (true, true): "█"
    case (true, false): "▀"
    case (false, true): "▄"
    case (false, false): " "
    }
}
