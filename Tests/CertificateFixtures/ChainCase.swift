public import SGP22

/// A chain of certificates with one fault or none, and what it is to be held against.
public struct ChainCase: Hashable, Sendable, CustomStringConvertible {
    /// The id of the rule that it breaks; `nil` when nothing is wrong.
    public var rule: String?
    /// What exactly is so special about it.
    public var note: String
    /// The certificates in the order in which a server sends them, in DER.
    public var served: [[UInt8]]
    /// The trusted roots.
    public var anchors: [[UInt8]]
    /// Whose roots they are.
    public var anchorDomain = TrustDomain.custom
    /// CRLs that are at hand.
    public var crls: [[UInt8]] = []
    public var expectations: CertificateExpectations

    public var description: String { "\(rule ?? "good"): \(note)" }
}
