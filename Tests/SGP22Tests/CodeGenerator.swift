import SGP22
import TestSupport

/// Makes activation codes and inputs that are nearly codes, the same ones for the same seed.
struct CodeGenerator {
    var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func text(of characters: String, _ lengths: ClosedRange<Int>) -> String {
        let all = Array(characters)
        return String(
            (0..<Int.random(in: lengths, using: &random)).map { _ in all[Int.random(in: all.indices, using: &random)] }
        )
    }

    private mutating func isChosen(oneIn n: Int) -> Bool {
        Int.random(in: 0..<n, using: &random) == 0
    }

    mutating func address() -> String {
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        let labels = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            text(of: letters + "0123456789", 1...1) + text(of: letters + "0123456789-", 0...12)
                + text(of: letters, 1...1)
        }
        return (labels + [text(of: letters, 2...6)]).joined(separator: ".")
    }

    mutating func oid() -> String {
        let root = text(of: "012", 1...1)
        let second =
            root == "2" ? "\(Int.random(in: 0...999, using: &random))" : "\(Int.random(in: 0...39, using: &random))"
        let rest = (0..<Int.random(in: 0...8, using: &random)).map { _ in
            "\(UInt64.random(in: 0...UInt64.max, using: &random) >> UInt64.random(in: 0...63, using: &random))"
        }
        return ([root, second] + rest).joined(separator: ".")
    }

    /// A code with any combination of fields; `nil` in the rare case that they are too long together.
    mutating func code() throws -> ActivationCode? {
        let hexadecimal = "0123456789ABCDEFabcdef"
        let printable = String(
            (0x21...0x7E).filter { $0 != 0x24 }.compactMap { Unicode.Scalar($0).map(Character.init) }
        )
        let extra = try (0..<(isChosen(oneIn: 4) ? 3 : 0)).map { _ in
            try ActivationCode.Parameter(text(of: printable, 0...5))
        }
        return try? ActivationCode(
            smdpAddress: SMDPAddress(parsing: address()),
            matchingID: MatchingID(parsing: text(of: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-", 0...40)),
            smdpOID: isChosen(oneIn: 2) ? ObjectIdentifier(parsing: oid()) : nil,
            requiresConfirmationCode: isChosen(oneIn: 2),
            ciPKIndicator: isChosen(oneIn: 3) ? ActivationCode.Parameter(text(of: hexadecimal, 0...40)) : nil,
            deleteNotification: isChosen(oneIn: 3) ? ActivationCode.Parameter(text(of: printable, 0...30)) : nil,
            extra: extra
        )
    }

    /// A code with up to four random edits: bytes changed, taken out, put in, parts repeated or swapped.
    mutating func nearCode() throws -> [UInt8] {
        var bytes = Array((try code()?.secretText(isChosen(oneIn: 3) ? .manualEntry : .qr) ?? "LPA:1$").utf8)
        let telling = Array("$$$...--01aZ_ :/@%24\"'\n\t\u{0}\u{7F}äＬ\u{200B}LPA:[]".utf8)
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let byte =
                isChosen(oneIn: 4)
                ? UInt8.random(in: 0...255, using: &random) : telling.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<6, using: &random) {
            case 0 where place < bytes.count: bytes[place] = byte
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2: bytes.removeSubrange(place...)
            case 3: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
            case 4: bytes = Array(bytes[place...] + bytes[..<place])
            default: bytes.insert(byte, at: place)
            }
        }
        return bytes
    }
}
