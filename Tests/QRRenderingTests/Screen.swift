import Testing

/// A terminal of one theme that has printed a text, as a picture: each character is a column of two pixels.
struct Screen {
    /// What shows where a text sets no colour of its own.
    enum Theme: CaseIterable {
        case light, dark

        fileprivate var background: Bool { self == .light }
    }

    /// Whether each pixel is white.
    private(set) var rows: [[Bool]] = []

    /// Prints `text`; throws at a character or a sequence that it does not know.
    init(_ text: String, theme: Theme) throws {
        var (foreground, background) = (!theme.background, theme.background)
        var line: [[Bool]] = [[], []]
        var characters = text[...]
        while let character = characters.popFirst() {
            switch character {
            case "\n":
                // What is printed after it would inherit colours that were not reset.
                #expect((foreground, background) == (!theme.background, theme.background))
                rows += line
                line = [[], []]
            case "\u{1B}":
                try #require(characters.popFirst() == "[")
                let sequence = characters.prefix { $0 != "m" }
                characters = characters.dropFirst(sequence.count + 1)
                switch sequence {
                case "38;5;16;48;5;231": (foreground, background) = (false, true)
                case "0": (foreground, background) = (!theme.background, theme.background)
                default: Issue.record("unknown sequence \(sequence)")
                }
            default:
                let halves = try #require(Self.halves[character], "unknown character \(character)")
                for (index, isInked) in halves.enumerated() {
                    line[index].append(isInked ? foreground : background)
                }
            }
        }
        try #require(line == [[], []], "the last line does not end")
    }

    /// A PGM file, four times as large, with a margin in the colour of the theme.
    func portableGreyMap(theme: Theme) -> [UInt8] {
        let (scale, margin) = (4, 24)
        let width = (rows.first?.count ?? 0) * scale + 2 * margin
        let height = rows.count * scale + 2 * margin
        var pixels = [UInt8](repeating: theme.background ? 255 : 0, count: width * height)
        for (y, row) in rows.enumerated() {
            for (x, isWhite) in row.enumerated() {
                for pixel in 0..<scale * scale {
                    let line = margin + y * scale + pixel / scale
                    pixels[line * width + margin + x * scale + pixel % scale] = isWhite ? 255 : 0
                }
            }
        }
        return Array("P5 \(width) \(height) 255\n".utf8) + pixels
    }

    /// Which half of the character, upper and lower, is ink.
    private static let halves: [Character: [Bool]] = [
        " ": [false, false], "▀": [true, false], "▄": [false, true], "█": [true, true], "#": [true, true],
    ]
}
