/// The third field of an activation code: the token by which the SM-DP+ finds the profile (SGP.22 4.1.1, AC_Token).
///
/// It is a bearer secret until the profile is downloaded: whoever has it can take the eSIM. So `description`, string
/// interpolation, `dump` and debuggers show `****`; `secretText` gives the characters to those who ask by name.
///
/// The characters are `0`–`9`, `A`–`Z` and `-`, in any number including none: an empty matching ID makes the SM-DP+ look
/// for an order that is tied to the eUICC's EID. Servers compare it case-sensitively, so nothing here changes its case.
public struct MatchingID: Hashable, Sendable {
    /// The characters themselves; keep them out of logs and errors.
    public let secretText: String

    /// The matching ID with no characters: the order is found by EID.
    public static let empty = MatchingID(unchecked: "")

    /// Reads `text` by the letter of SGP.22 4.1.1.
    ///
    /// - Throws: `ActivationCode.ParseError` with a finding for each character that does not belong, offsets counted from
    ///   the start of `text`; lower-case letters are among them, although phones take them.
    public init(parsing text: some StringProtocol) throws(ActivationCode.ParseError) {
        let bytes = Array(text.utf8)[...]
        let findings = CharacterCheck.findings(in: bytes) + MatchingIDCheck.findings(in: bytes)
        guard findings.isEmpty else { throw ActivationCode.ParseError(findings: findings.strict) }
        self.init(unchecked: String(text))
    }

    /// Takes `text` as the lenient reading of a whole activation code has judged it: it may have lower-case letters.
    init(unchecked text: String) {
        secretText = text
    }

    /// Whether there are no characters at all.
    public var isEmpty: Bool { secretText.isEmpty }

    /// Whether the text keeps to the letter of SGP.22 4.1.1, which knows no lower-case letters.
    public var isStrict: Bool { !secretText.utf8.contains(where: \.isLowercaseLetter) }
}

extension MatchingID {
    /// The characters that generated matching IDs are made of: no `0`/`O` and no `1`/`I`, which people confuse.
    private static let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)

    /// A new matching ID of `groups` groups of five characters with hyphens between them, 25 bits of randomness a group.
    ///
    /// - Parameters:
    ///   - groups: 1 to 40, or it traps; four groups (100 bits) are the default and beyond guessing, and more than 38 leave no
    ///     room for an address in an activation code.
    ///   - generator: where the randomness comes from; for codes that are handed out it must be secure.
    /// - Returns: a matching ID that keeps to the letter of SGP.22 4.1.1.
    public static func random(
        groups: Int = 4,
        using generator: inout some RandomNumberGenerator
    ) -> MatchingID {
        precondition((1...40).contains(groups), "a matching ID has 1 to 40 groups")
        var text: [UInt8] = []
        for group in 0..<groups {
            if group > 0 { text.append(UInt8(ascii: "-")) }
            for _ in 0..<5 { text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]) }
        }
        return MatchingID(unchecked: String(decoding: text, as: UTF8.self))
    }

    /// A new matching ID from the system's secure random source.
    public static func random(groups: Int = 4) -> MatchingID {
        var generator = SystemRandomNumberGenerator()
        return random(groups: groups, using: &generator)
    }
}

extension MatchingID: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `****`, or nothing when the matching ID is empty.
    public var description: String { isEmpty ? "" : Redaction.mask }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
