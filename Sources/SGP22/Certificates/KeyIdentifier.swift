/// The name of a public key inside the PKI: the octets of a subject or authority key identifier (RFC 5280 4.2.1.2), of a
/// CI also called CI PKID (SGP.22 2.4.2). Usually the 20 octets of a SHA-1 digest.
public struct KeyIdentifier: Hashable, Sendable, CustomStringConvertible {
    /// The octets.
    public let bytes: [UInt8]

    /// Takes octets as they stand in a certificate.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads hexadecimal digits in any case; `nil` for an odd number of them, none, or another character.
    public init?(hexadecimal text: some StringProtocol) {
        guard let bytes = [UInt8](hexadecimal: text), !bytes.isEmpty else { return nil }
        self.bytes = bytes
    }

    /// Hexadecimal, in lower case.
    public var description: String { bytes.hexadecimal }
}
