public import Plans

/// Secrets at rest under AES-256-GCM, by OpenSSL, with a random nonce for each.
///
/// Three keys are derived from the one that is given (HMAC-SHA256 of a label): to seal, to make fingerprints, and to name it.
/// A sealed text reads `aes256gcm.KEYID.HEX`, where HEX is nonce (12 bytes), ciphertext and tag (16 bytes).
public struct AESSecretBox: SecretBox {
    public let keyID: String
    private let sealingKey: [UInt8]
    private let hashingKey: [UInt8]

    /// How many bytes a key has.
    public static let keySize = 32

    /// The box of a key; `nil` when it has other than 32 bytes.
    public init?(key: [UInt8]) {
        guard key.count == Self.keySize else { return nil }
        sealingKey = HMACSHA256.code(of: Array("esimctl seal 1".utf8), key: key)
        hashingKey = HMACSHA256.code(of: Array("esimctl fingerprint 1".utf8), key: key)
        keyID = HMACSHA256.code(of: Array("esimctl key id 1".utf8), key: key).prefix(8).hexadecimal
    }

    /// The box of a key as files and environment variables hold it: 64 hexadecimal digits, white space around them left out of account;
    /// `nil` for anything else.
    public init?(text: some Sequence<UInt8>) {
        let digits = text.filter { $0 != 0x20 && !(0x09...0x0D).contains($0) }
        guard digits.count == 2 * Self.keySize, let key = [UInt8](hexadecimal: digits) else { return nil }
        self.init(key: key)
    }

    /// A fresh key, as `init(text:)` reads it; `nil` when the system gives no randomness.
    public static func newKeyText() -> String? {
        Randomness.bytes(keySize).map { $0.hexadecimal + "\n" }
    }

    /// The HMAC-SHA256 of a text, 64 hexadecimal digits.
    public func fingerprint(_ text: String) -> String {
        HMACSHA256.code(of: Array(text.utf8), key: hashingKey).hexadecimal
    }

    public func seal(_ text: String, for fingerprint: String) throws(SecretBoxError) -> String {
        guard let nonce = Randomness.bytes(GCM.nonceSize),
            let sealed = GCM(key: sealingKey, nonce: nonce).sealed(Array(text.utf8), with: Array(fingerprint.utf8))
        else { throw .unavailable }
        return "\(Self.name).\(keyID).\((nonce + sealed).hexadecimal)"
    }

    public func open(_ sealed: String, for fingerprint: String) throws(SecretBoxError) -> String {
        let parts = sealed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.name else { throw .damaged }
        guard parts[1] == keyID else { throw .otherKey(sealedWith: String(parts[1]), ours: keyID) }
        guard let bytes = [UInt8](hexadecimal: Array(parts[2].utf8)), bytes.count >= GCM.nonceSize + GCM.tagSize else {
            throw .damaged
        }
        let box = GCM(key: sealingKey, nonce: Array(bytes.prefix(GCM.nonceSize)))
        guard let opened = box.opened(Array(bytes.dropFirst(GCM.nonceSize)), with: Array(fingerprint.utf8)),
            let text = String(validating: opened, as: UTF8.self)
        else { throw .damaged }
        return text
    }

    private static let name = "aes256gcm"
}

/// Nothing of the keys.
extension AESSecretBox: CustomStringConvertible, CustomReflectable {
    public var description: String { "key \(keyID)" }
    public var customMirror: Mirror { Mirror(self, children: ["keyID": keyID]) }
}
