/// The voucher as plain text, for those who read mail without pictures; one language after the other.
enum TextPage {
    /// The text, its lines ended by a line feed.
    static func text(_ wordings: [Wording]) -> String {
        wordings.map { text($0) }.joined(separator: "\n----\n\n")
    }

    private static func text(_ wording: Wording) -> String {
        var lines = [wording.plan.map { "\(wording.title)\(wording.colon)\($0)" } ?? wording.title]
        if let recipient = wording.recipient { lines.append(recipient) }
        // The symbol is a picture; its text is what is of use here.
        for section in wording.sections where section.kind != .scan {
            lines.append("")
            if !section.heading.isEmpty { lines += [section.heading, ""] }
            if section.kind != .typed { lines += section.paragraphs }
            for item in section.items { lines.append("\(item.name)\(wording.colon)\(item.value)") }
            // Between angle brackets, as RFC 3986 appendix C has addresses in plain text.
            for link in section.links { lines += ["\(link.label)\(wording.colon)<\(link.target)>", "  \(link.note)"] }
            if section.kind == .typed { lines += section.paragraphs }
        }
        return lines.map(\.inOneLine).joined(separator: "\n") + "\n"
    }
}

extension String {
    /// The text without control characters; a line end within it would be taken for the end of what it belongs to.
    var inOneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
