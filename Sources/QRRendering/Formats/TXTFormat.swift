extension ImageFormat {
    /// Plain text for files and paper: two modules in each character, dark as ink, no escape sequences. UTF-8.
    ///
    /// Half as wide and half as high as `ascii`, it wants a font whose block characters touch. A dark screen shows it inverted.
    public static let txt = ImageFormat(
        name: "txt",
        fileExtensions: ["txt"],
        isBinary: false,
        measure: .characters
    ) { symbol, _, _ in
        Array(symbol.halfBlockLines.joined(separator: "\n").utf8) + [0x0A]
    }
}
