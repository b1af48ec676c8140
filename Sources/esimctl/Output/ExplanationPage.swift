import Localization
import SGP22

/// An explanation laid out for a screen of 80 columns.
struct ExplanationPage {
    var language: Language
    var showsSecrets: Bool

    /// What there is to say about one input.
    func text(_ inspection: ActivationCode.Inspection, _ input: [UInt8]) -> String {
        let words = language.strings.explanation
        let explanation = Explanation(of: inspection, in: language, showingSecrets: showsSecrets)
        let shown = showsSecrets ? String(decoding: input, as: UTF8.self) : inspection.redactedInput
        var lines = [shown, "", explanation.verdict]
        lines += remarks(inspection)
        for field in explanation.fields {
            lines += ["", field.name + words.colon + field.value]
            lines += wrapped(field.meaning, indent: "    ", first: "    ")
        }
        if !explanation.steps.isEmpty {
            lines += ["", heading(words.atDownload)]
            for (number, step) in explanation.steps.enumerated() {
                lines += wrapped(step, indent: "     ", first: "  \(number + 1). ")
            }
            lines += ["", heading(words.byHand)]
            for entry in explanation.entries { lines += wrapped(entry, indent: "    ", first: "  - ") }
        }
        return lines.map(\.escapedForDisplay).joined(separator: "\n") + "\n"
    }

    private func heading(_ text: String) -> String {
        text + language.strings.explanation.colon.filter { $0 != " " }
    }

    private func remarks(_ inspection: ActivationCode.Inspection) -> [String] {
        let strings = language.strings
        let words = strings.explanation
        var lines: [String] = []
        for finding in inspection.findings {
            let what = strings.severity(finding.severity) + words.colon + strings.problem(finding.problem)
            lines += wrapped(what, indent: "    ", first: "  - ")
            if let advice = strings.advice(finding.problem) {
                lines += wrapped(strings.fixLabel + words.colon + advice, indent: "    ", first: "    ")
            }
        }
        let style = ReportStyle(strings: strings, showsSecrets: showsSecrets)
        if let better = style.betterForm(of: inspection) { lines += wrapped(better, indent: "    ", first: "  - ") }
        return lines
    }

    /// `text` broken at spaces, or between Chinese characters, into lines of at most 80 columns.
    private func wrapped(_ text: String, indent: String, first: String) -> [String] {
        var lines: [String] = []
        var line = first
        var width = columns(of: first)
        var isAtStart = true
        for word in words(of: text) {
            let wordWidth = columns(of: word)
            if !isAtStart && width + wordWidth > 80 {
                while line.last == " " { line.removeLast() }
                lines.append(line)
                line = indent
                width = indent.count
            }
            line += word
            width += wordWidth
            isAtStart = false
        }
        while line.last == " " { line.removeLast() }
        lines.append(line)
        return lines
    }

    /// The pieces that a line may be broken behind: words with the space that follows, and single wide characters.
    private func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text {
            let isWide = columns(of: String(character)) > 1
            // A closing mark stays with what it closes.
            if isWide && !word.isEmpty && !"，。；：、？！）”".contains(character) {
                words.append(word)
                word = ""
            }
            word.append(character)
            if character == " " || (isWide && word.count > 1) {
                words.append(word)
                word = ""
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    private func columns(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { width, scalar in
            switch scalar.value {
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
                0xFFE0...0xFFE6, 0x20000...0x3FFFD:
                width + 2
            default: width + 1
            }
        }
    }
}
