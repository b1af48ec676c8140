extension ImageFormat {
    /// Text for a terminal: two modules in each character, black on white whatever the colours of the terminal.
    ///
    /// Each line sets black (16) on white (231) of the 256-colour palette, whose entries from 16 on no theme changes, and
    /// ends with a reset. UTF-8; `▀`, `▄` and `█` are dark above, below and in both halves.
    public static let terminal = ImageFormat(
        name: "terminal",
        fileExtensions: [],
        isBinary: false,
        measure: .characters
    ) { symbol, _, _ in
        let lines = symbol.halfBlockLines.map { "\u{1B}[38;5;16;48;5;231m\($0)\u{1B}[0m\n" }
        return Array(lines.joined().utf8)
    }
}
