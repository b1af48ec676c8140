/// How text and bytes travel in mail, whose lines are ASCII and short.
enum MailText {
    /// Quoted-printable (RFC 2045 §6.7), without line ends; no line is longer than 76 characters.
    static func quotedPrintableLines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(text.hasSuffix("\n") ? 1 : 0).flatMap {
            line in
            let bytes = Array(line.utf8)
            var lines = [""]
            for (index, byte) in bytes.enumerated() {
                let isLast = index == bytes.count - 1
                let isSpace = byte == 0x20 || byte == 0x09
                let isPlain = ((0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")) || (isSpace && !isLast)
                let piece = isPlain ? String(Unicode.Scalar(byte)) : "=" + hexadecimal(byte)
                // One column is kept for the `=` that says that the line goes on.
                if lines[lines.count - 1].utf8.count + piece.utf8.count > 75 {
                    lines[lines.count - 1] += "="
                    lines.append("")
                }
                lines[lines.count - 1] += piece
            }
            return lines
        }
    }

    /// Base64 (RFC 4648 §4) in lines of 76 characters.
    static func base64Lines(_ bytes: [UInt8]) -> [String] {
        stride(from: 0, to: bytes.count, by: 57).map { base64(bytes[$0..<min($0 + 57, bytes.count)]) }
    }

    static func base64(_ bytes: some Collection<UInt8>) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var encoded: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let group = Array(rest.prefix(3))
            rest = rest.dropFirst(3)
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                encoded.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// The value of a header, of whose first line `indent` characters are taken: as it is when it is ASCII and short, else
    /// encoded words (RFC 2047) of at most 75 characters. Line ends in it become spaces.
    static func header(_ text: String, indentedBy indent: Int) -> String {
        let text = text.inOneLine
        let isPlain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
        if isPlain && text.utf8.count + indent <= 78 { return text }
        var words: [String] = []
        var word: [UInt8] = []
        for character in text.unicodeScalars {
            let bytes = Array(String(character).utf8)
            if word.count + bytes.count > 42 {
                words.append("=?utf-8?B?\(base64(word))?=")
                word = []
            }
            word += bytes
        }
        words.append("=?utf-8?B?\(base64(word))?=")
        return words.joined(separator: "\r\n ")
    }

    /// An address with or without a name in front: `Ana <ana@example.com>`.
    static func address(_ text: String) -> String {
        let text = text.inOneLine
        guard let open = text.lastIndex(of: "<"), text.last == ">" else { return text }
        var name = text[..<open]
        while name.last == " " { name.removeLast() }
        guard !name.isEmpty else { return String(text[open...]) }
        let isPlain = name.utf8.allSatisfy { (0x20...0x7E).contains($0) && !"\"\\".utf8.contains($0) }
        return (isPlain ? "\"\(name)\"" : header(String(name), indentedBy: 80)) + "\r\n " + text[open...]
    }

    /// Whether mail can be addressed to it.
    static func isAddress(_ text: String) -> Bool {
        let address = text.last == ">" ? text.split(separator: "<").last?.dropLast() ?? "" : text[...]
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
            && address.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"<>()[]\\,;:\"".utf8.contains($0) }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
