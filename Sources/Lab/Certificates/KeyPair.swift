internal import COpenSSL
public import SGP22

/// A private key of the laboratory's with the public key that belongs to it.
///
/// It prints as the identifier of its public key, never as itself.
public struct KeyPair: Hashable, Sendable {
    public let kind: Kind
    /// The private key (PKCS #8, RFC 5958).
    let privateDER: [UInt8]
    /// The SubjectPublicKeyInfo (RFC 5280 4.1.2.7): curve by name, point uncompressed.
    public let publicKeyInfo: [UInt8]

    /// The keys that there are.
    public enum Kind: Hashable, Sendable {
        case p256, brainpoolP256r1, p384
        /// An RSA key of so many bits, 512 at least.
        case rsa(bits: Int)
    }

    /// Makes a new key.
    ///
    /// - Throws: `LabError.openSSL`.
    public init(_ kind: Kind) throws(LabError) {
        switch kind.curve {
        case let curve?: try self.init(kind, EVPKey(newOn: curve.openSSLName))
        case nil: try self.init(kind, EVPKey(newRSAOf: kind.bits))
        }
    }

    /// Makes the elliptic-curve key that belongs to a text: the same text gives the same key, here and elsewhere.
    ///
    /// Such keys are no secrets. An RSA key is a new one all the same.
    ///
    /// - Throws: `LabError.openSSL`.
    public init(_ kind: Kind, seed: String) throws(LabError) {
        guard let curve = kind.curve else {
            try self.init(kind)
            return
        }
        // Below the order of each curve, whose highest byte is 0xA9 at least.
        var scalar = Digest.sha384.of(Array(seed.utf8)).prefix(curve.octetCount)
        scalar[scalar.startIndex] &= 0x7F
        let parameters = DER.tagged(0, isConstructed: true, DER.objectIdentifier(curve.id))
        let privateKey = DER.sequence(DER.integer(1), DER.octetString(Array(scalar)), parameters)
        try self.init(kind, EVPKey(ellipticDER: privateKey))
    }

    private init(_ kind: Kind, _ key: consuming EVPKey) throws(LabError) {
        self.kind = kind
        privateDER = try key.privateDER()
        publicKeyInfo = try key.publicKeyInfo()
    }
}

extension KeyPair.Kind {
    struct Curve {
        let id: ObjectIdentifier
        let openSSLName: String
        /// The length of a coordinate.
        let octetCount: Int
    }

    var curve: Curve? {
        switch self {
        case .p256: Curve(id: .init(unchecked: "1.2.840.10045.3.1.7"), openSSLName: "P-256", octetCount: 32)
        case .brainpoolP256r1:
            Curve(id: .init(unchecked: "1.3.36.3.3.2.8.1.1.7"), openSSLName: "brainpoolP256r1", octetCount: 32)
        case .p384: Curve(id: .init(unchecked: "1.3.132.0.34"), openSSLName: "P-384", octetCount: 48)
        case .rsa: nil
        }
    }

    fileprivate var bits: Int {
        if case .rsa(let bits) = self { bits } else { 0 }
    }

    /// The usual signature of such a key.
    public var signatureAlgorithm: SignatureAlgorithm {
        if case .rsa = self { .rsaWithSHA256 } else { .ecdsaWithSHA256 }
    }
}

extension KeyPair: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The identifier of the public key.
    public var description: String { "key \(identifier)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension KeyPair {
    /// The content of the BIT STRING: of an elliptic-curve key the point.
    public var publicKeyBits: [UInt8] { Self.bits(of: publicKeyInfo) }

    /// The SHA-1 digest of `publicKeyBits`, as RFC 5280 4.2.1.2 makes key identifiers.
    public var identifier: KeyIdentifier { Self.identifier(of: publicKeyInfo) }

    /// The SHA-1 digest of the bits in a SubjectPublicKeyInfo.
    public static func identifier(of publicKeyInfo: [UInt8]) -> KeyIdentifier {
        KeyIdentifier(Digest.sha1.of(bits(of: publicKeyInfo)))
    }

    private static func bits(of publicKeyInfo: [UInt8]) -> [UInt8] {
        var outer = DERReader(publicKeyInfo)
        guard let info = try? outer.next(0x30) else { return [] }
        var inner = DERReader(info.content)
        guard (try? inner.next(0x30)) != nil, let bits = try? inner.next(0x03) else { return [] }
        return Array(bits.content.dropFirst())
    }

    /// The same key on an unnamed curve: all numbers of the curve are written out.
    ///
    /// - Throws: `LabError.openSSL`; for an RSA key too.
    public func publicKeyInfoWithExplicitParameters() throws(LabError) -> [UInt8] {
        let key = try EVPKey(pkcs8: privateDER)
        try key.set("encoding", "explicit")
        return try key.publicKeyInfo()
    }

    /// The same key, its point written in the compressed form (SEC 1 2.3.3). An RSA key is as it was.
    public var compressedPublicKeyInfo: [UInt8] {
        guard let curve = kind.curve else { return publicKeyInfo }
        let point = publicKeyBits
        let sign: UInt8 = point.last.map { $0 & 1 } ?? 0
        let compressed = [0x02 | sign] + point.dropFirst().prefix(curve.octetCount)
        return Self.publicKeyInfo(curve: curve.id, point: compressed)
    }

    /// A SubjectPublicKeyInfo of an elliptic-curve key, whatever the parts may be.
    public static func publicKeyInfo(curve: ObjectIdentifier, point: [UInt8]) -> [UInt8] {
        let algorithm = DER.sequence(DER.objectIdentifier(.ecPublicKey), DER.objectIdentifier(curve))
        return DER.sequence(algorithm, DER.bitString(point))
    }

    /// The private key as PEM, unencrypted: only for a file that a server of the laboratory reads.
    public var privatePEM: String { PEM.text("PRIVATE KEY", privateDER) }

    /// A signature over `bytes`, as certificates hold it.
    ///
    /// - Throws: `LabError.openSSL`.
    public func signature(over bytes: [UInt8], _ digest: Digest = .sha256) throws(LabError) -> [UInt8] {
        try EVPKey(pkcs8: privateDER).signature(over: bytes, digest)
    }

    /// An ECDSA signature over `bytes` as SGP.22 writes it: r and s, each as long as a coordinate (BSI TR-03111 5.2.1).
    ///
    /// - Throws: `LabError`; `.unreadable` for an RSA key.
    public func plainSignature(over bytes: [UInt8]) throws(LabError) -> [UInt8] {
        let signature = try signature(over: bytes)
        guard let length = kind.curve?.octetCount, let plain = ECDSASignature.plain(signature, octetCount: length)
        else {
            throw .unreadable("signature")
        }
        return plain
    }
}

/// A digest that signatures are made of.
public enum Digest: String, Hashable, Sendable {
    case sha1 = "SHA1"
    case sha256 = "SHA256"
    case sha384 = "SHA384"

    /// The digest of `bytes`.
    func of(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: Int = 0
        guard
            unsafe EVP_Q_digest(nil, rawValue, nil, bytes, bytes.count, &digest, &length) == 1
        else { preconditionFailure("OpenSSL without \(rawValue)") }
        return Array(digest.prefix(length))
    }
}

/// The one owner of an OpenSSL key.
@safe struct EVPKey: ~Copyable {
    private let pointer: OpaquePointer

    deinit { unsafe EVP_PKEY_free(pointer) }

    private init(_ pointer: OpaquePointer?) throws(LabError) {
        guard let pointer = unsafe pointer else { throw .fromOpenSSL }
        unsafe self.pointer = pointer
    }

    init(newOn curve: String) throws(LabError) {
        try unsafe self.init(COpenSSL_newECKey(curve))
    }

    init(newRSAOf bits: Int) throws(LabError) {
        try unsafe self.init(COpenSSL_newRSAKey(UInt32(clamping: bits)))
    }

    /// Reads an ECPrivateKey (RFC 5915); its public key may be missing.
    init(ellipticDER bytes: [UInt8]) throws(LabError) {
        try unsafe self.init(
            bytes.withUnsafeBufferPointer { bytes in
                var start = bytes.baseAddress
                return unsafe d2i_PrivateKey(EVP_PKEY_EC, nil, &start, bytes.count)
            }
        )
    }

    init(pkcs8 bytes: [UInt8]) throws(LabError) {
        try unsafe self.init(
            bytes.withUnsafeBufferPointer { bytes in
                var start = bytes.baseAddress
                return unsafe d2i_AutoPrivateKey(nil, &start, bytes.count)
            }
        )
    }

    func privateDER() throws(LabError) -> [UInt8] {
        let info = unsafe EVP_PKEY2PKCS8(pointer)
        defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
        return try unsafe written { unsafe i2d_PKCS8_PRIV_KEY_INFO(info, $0) }
    }

    func publicKeyInfo() throws(LabError) -> [UInt8] {
        try unsafe written { unsafe i2d_PUBKEY(pointer, $0) }
    }

    /// Sets a parameter whose value is text.
    func set(_ name: String, _ value: String) throws(LabError) {
        guard unsafe EVP_PKEY_set_utf8_string_param(pointer, name, value) == 1 else { throw .fromOpenSSL }
    }

    func signature(over bytes: [UInt8], _ digest: Digest) throws(LabError) -> [UInt8] {
        let context = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe EVP_DigestSignInit_ex(context, nil, digest.rawValue, nil, nil, pointer, nil) == 1 else {
            throw .fromOpenSSL
        }
        var length = 0
        guard unsafe EVP_DigestSign(context, nil, &length, bytes, bytes.count) == 1 else { throw .fromOpenSSL }
        var signature = [UInt8](repeating: 0, count: length)
        guard unsafe EVP_DigestSign(context, &signature, &length, bytes, bytes.count) == 1 else { throw .fromOpenSSL }
        return Array(signature.prefix(length))
    }

    /// Lends the pointer, for the length of a call.
    borrowing func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        unsafe body(pointer)
    }

    private func written(
        _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
    ) throws(LabError) -> [UInt8] {
        let length = write(nil)
        guard length > 0 else { throw .fromOpenSSL }
        return unsafe [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            var start = buffer.baseAddress
            count = max(0, Int(unsafe write(&start)))
        }
    }
}
