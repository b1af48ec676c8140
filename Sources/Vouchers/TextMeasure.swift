/// How wide a text will be, estimated on the wide side, and where it may be broken.
///
/// A renderer takes the font that the machine has; the numbers are those of DejaVu Sans, which is wider than nearly all
/// others, so that what fits here fits there.
struct TextMeasure: Hashable, Sendable {
    /// The height of the letters' body, in tenths of a millimetre.
    var size: Int
    var isBold = false
    /// Whether each character is as wide as the others.
    var isTyped = false

    /// The width of one line, in tenths of a millimetre.
    func width(of text: some StringProtocol) -> Int {
        let thousandths = text.unicodeScalars.reduce(0) { $0 + advance(of: $1) }
        return (thousandths * size + 999) / 1000
    }

    /// The text in lines that are at most `limit` wide.
    ///
    /// It is broken at spaces and between Chinese characters, though not before closing punctuation or behind an opening
    /// bracket; a word that is too wide for a line is broken anywhere.
    func lines(of text: String, within limit: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in words(of: text) {
            if width(of: trimmed(line + word)) <= limit {
                line += word
                continue
            }
            if !trimmed(line).isEmpty { lines.append(trimmed(line)) }
            line = ""
            for character in word {
                if !line.isEmpty && width(of: trimmed(line + String(character))) > limit {
                    lines.append(line)
                    line = ""
                }
                line.append(character)
            }
        }
        if !trimmed(line).isEmpty { lines.append(trimmed(line)) }
        return lines
    }

    /// The pieces between which a line may be broken; spaces stay at the end of theirs.
    private func words(of text: String) -> [String] {
        var words: [String] = []
        var previous: Character = " "
        for character in text {
            let isChinese = character.isChinese || previous.isChinese
            let holdsOn = character.closes || previous.opens || character == " "
            let isBreak = previous == " " ? character != " " : isChinese && !holdsOn
            if words.isEmpty || isBreak { words.append("") }
            words[words.count - 1].append(character)
            previous = character
        }
        return words
    }

    private func trimmed(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }

    /// In thousandths of the size.
    private func advance(of scalar: Unicode.Scalar) -> Int {
        if scalar.isWide { return 1000 }
        if isTyped { return 603 }
        if scalar == "\u{A0}" { return Self.advances[0] }
        guard (0x20...0x7E).contains(scalar.value) else { return isBold ? 800 : 720 }
        let advance = Self.advances[Int(scalar.value) - 0x20]
        return isBold ? advance * 113 / 100 : advance
    }

    /// The advances of DejaVu Sans from space to tilde; its bold is 13 % wider.
    private static let advances = [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636,
        636,
        636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557,
        863,
        748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550,
        635,
        615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525,
        636,
        337, 636, 838,
    ]
}

extension Unicode.Scalar {
    /// Whether it fills a square: Chinese characters, their punctuation, and full-width forms.
    var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}

extension Character {
    fileprivate var isChinese: Bool { unicodeScalars.first?.isWide ?? false }
    /// May not begin a line.
    fileprivate var closes: Bool { "，。、；：？！）》」』】,.;:?!)".contains(self) }
    /// May not end a line.
    fileprivate var opens: Bool { "（《「『【(".contains(self) }
}
