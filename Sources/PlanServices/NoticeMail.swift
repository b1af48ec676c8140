internal import Localization
internal import Plans

/// A message to a customer as mail (RFC 5322, RFC 2045…2047): plain text in UTF-8.
///
/// The same notice gives the same bytes, Message-ID included, so that a second delivery can be told from a second message. It has
/// no Date: the server that it is handed in at adds one (RFC 6409 8).
struct NoticeMail {
    private let notice: Notice
    private let sender: String

    init(_ notice: Notice, from sender: String) {
        self.notice = notice
        self.sender = sender
    }

    /// The message, its lines ended by CR LF.
    var bytes: [UInt8] {
        let message = notice.message
        let lines =
            [
                "From: <\(sender)>",
                "To: <\(notice.email)>",
                "Subject: \(Self.encodedWords(message.subject))",
                "Message-ID: <\(Self.atom("\(notice.tenant)/\(notice.id)"))@\(sender.drop { $0 != "@" }.dropFirst())>",
                "Auto-Submitted: auto-generated",
                "Content-Language: \(notice.locale)",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: base64",
                "",
            ] + Self.base64Lines(Array(message.body.replacing("\n", with: "\r\n").utf8))
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    /// Encoded words of at most 75 characters, each of whole characters (RFC 2047 2 and 5).
    private static func encodedWords(_ text: String) -> String {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > 42 { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(base64($0[...]))?=" }.joined(separator: "\r\n ")
    }

    /// What can stand in a Message-ID: letters, digits, full stops and hyphens; anything else by its number.
    private static func atom(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): String(Unicode.Scalar(byte))
            default: "_" + String(byte, radix: 16)
            }
        }.joined()
    }

    private static func base64Lines(_ bytes: [UInt8]) -> [String] {
        stride(from: 0, to: bytes.count, by: 57).map { base64(bytes[$0..<min($0 + 57, bytes.count)]) }
    }

    /// RFC 4648 4.
    private static func base64(_ bytes: ArraySlice<UInt8>) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        var rest = bytes
        while !rest.isEmpty {
            let group = Array(rest.prefix(3))
            rest = rest.dropFirst(3)
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
