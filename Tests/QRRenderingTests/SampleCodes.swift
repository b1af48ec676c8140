import TestSupport

/// Activation codes of the shapes that carriers print.
enum SampleCodes {
    /// The example of SGP.22 v2.5 §4.1.
    static let specification = "LPA:1$SMDP.GSMA.COM$04386-AGYFT-A74Y8-3F815"

    /// A code of so many bytes, 10 or more: host in upper case for even lengths, token of one of three kinds.
    static func code(bytes: Int) -> String {
        var random = SeededGenerator(seed: UInt64(bytes))
        let host = bytes.isMultiple(of: 2) ? "RSP.EXAMPLE.COM" : "rsp.example.com"
        let kinds = [
            "0123456789", "0123456789ABCDEF-", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-",
        ]
        let alphabet = Array(kinds[bytes % 3])
        var code = "LPA:1$\(host)$".prefix(bytes - 2) + "$"
        while code.count < bytes, let character = alphabet.randomElement(using: &random) {
            code.append(character)
        }
        return String(code)
    }

    /// A text that changes between digits, capitals and other letters, up to 120 bytes.
    static func mixture(seed: UInt64) -> String {
        var random = SeededGenerator(seed: seed)
        let alphabets = ["0123456789", "ABCDEF0123456789-", "abcdef0123456789", "abcXYZ019-$.:"].map(Array.init)
        var text = ""
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let alphabet = alphabets[Int.random(in: alphabets.indices, using: &random)]
            for _ in 0..<Int.random(in: 1...15, using: &random) {
                text.append(alphabet[Int.random(in: alphabet.indices, using: &random)])
            }
        }
        return text
    }
}
