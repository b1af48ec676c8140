/// The address of an SM-DP+: a fully qualified domain name without port, path or user (SGP.22 4.1, second field).
///
/// Names compare without regard to case (SGP.22 5.6.1), yet some servers do not obey: keep the text as given for
/// people and for the QR code, and use `hostName` for DNS, TLS and the `smdpAddress` of ES9+ requests.
/// `==` compares the text as given.
public struct SMDPAddress: Hashable, Sendable, CustomStringConvertible {
    /// The text as given. It ends with a dot only when a lenient reading has let that pass.
    public let description: String

    /// Reads a name by the letter of SGP.22 4.1: labels of letters, digits and hyphens, 1 to 63 bytes long, neither
    /// beginning nor ending with a hyphen, two labels at least, 252 bytes at most (more does not fit into a code).
    ///
    /// - Throws: `ActivationCode.ParseError` with every finding; offsets count from the start of `text`.
    public init(parsing text: some StringProtocol) throws(ActivationCode.ParseError) {
        let bytes = Array(text.utf8)
        var findings = CharacterCheck.findings(in: bytes[...])
        findings += SMDPAddressCheck.findings(in: bytes[...])
        if bytes.count > Self.maximumLength {
            let excess = bytes.count - Self.maximumLength
            findings.append(.init(.tooLong(characters: bytes.count), offset: Self.maximumLength, length: excess))
        }
        guard findings.isEmpty else { throw ActivationCode.ParseError(findings: findings.strict) }
        self.init(unchecked: String(text))
    }

    /// The most bytes that an address can have: `1$`, address and `$` are 255 together.
    public static let maximumLength = 252

    /// Takes `text` as inspection has judged it.
    init(unchecked text: String) {
        description = text
    }

    /// The name to connect to and to compare: lower case, without a trailing dot.
    public var hostName: String { withoutTrailingDot.description.lowercased() }

    /// The same name in the form that SGP.22 writes.
    var withoutTrailingDot: SMDPAddress {
        description.utf8.last == UInt8(ascii: ".") ? SMDPAddress(unchecked: String(description.dropLast())) : self
    }
}
