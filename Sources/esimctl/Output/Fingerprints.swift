import SGP22

/// Names findings so that a later run knows them again when lines have moved.
///
/// A fingerprint is made of the rule, the file and the redacted code, so that it gives no secret away; findings that are
/// alike in all of these are numbered in the order of the file.
struct Fingerprints {
    private var seen: [String: Int] = [:]

    /// The fingerprint of a finding; each finding must be asked for once, in order.
    mutating func next(for finding: ActivationCode.Finding, of code: CheckedCode) -> String {
        let parts = [finding.rule.rawValue, code.source.portableName, code.inspection.redactedInput]
        let identity = parts.joined(separator: "\u{0}")
        let number = seen[identity, default: 0]
        seen[identity] = number + 1
        return Self.hash("\(identity)\u{0}\(number)")
    }

    /// The fingerprint of a finding that these parts name.
    static func hash(_ parts: [String]) -> String {
        hash(parts.joined(separator: "\u{0}"))
    }

    /// 128 bits of FNV-1a in hexadecimal: enough to tell findings apart; it hides nothing, and need not.
    private static func hash(_ text: String) -> String {
        [0xCBF2_9CE4_8422_2325, 0x6C62_272E_07BB_0142].map { (seed: UInt64) in
            let hash = text.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            let digits = String(hash ^ hash >> 29, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
