/// Keeps short texts so that only who has the key can read them, and knows them again without reading.
///
/// What is sealed is bound to the fingerprint that it is stored beside, so that two rows cannot be exchanged.
public protocol SecretBox: Sendable {
    /// What the key is called; it tells nothing about it.
    var keyID: String { get }

    /// A keyed hash of a text: the same text gives the same, and nobody without the key can try texts out.
    func fingerprint(_ text: String) -> String

    /// A text sealed with a fresh nonce.
    func seal(_ text: String, for fingerprint: String) throws(SecretBoxError) -> String

    /// The text that was sealed.
    func open(_ sealed: String, for fingerprint: String) throws(SecretBoxError) -> String
}

/// Why a secret stays shut.
public enum SecretBoxError: Error, Hashable, Sendable {
    /// It was sealed with another key: its name, and that of ours.
    case otherKey(sealedWith: String, ours: String)
    /// It is not what was sealed: damaged, or moved here from another row.
    case damaged
    /// The cryptographic library failed.
    case unavailable
}
