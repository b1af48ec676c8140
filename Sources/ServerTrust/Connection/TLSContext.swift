internal import COpenSSL
public import SGP22

/// The CI that a client says it trusts, so that a server with certificates of several can choose.
public struct CIHint: Hashable, Sendable {
    /// The CI PKID, sent in `trusted_ca_keys` (RFC 6066 6). 20 bytes: others cannot be sent.
    public var keyIdentifier: KeyIdentifier
    /// DER of the CI's name, sent in `certificate_authorities` (RFC 8446 4.2.4).
    public var name: [UInt8]?

    public init(keyIdentifier: KeyIdentifier, name: [UInt8]? = nil) {
        self.keyIdentifier = keyIdentifier
        self.name = name
    }

    /// The body of `trusted_ca_keys`: a length, then the type `key_sha1_hash` and the digest; `nil` for another size.
    fileprivate var trustedCAKeys: [UInt8]? {
        keyIdentifier.bytes.count == 20 ? [0, 21, 1] + keyIdentifier.bytes : nil
    }
}

/// The one owner of an SSL_CTX.
///
/// Sendable because it is not changed any more once `init` is over, and OpenSSL lets many threads make connections from one.
@safe final class TLSContext: @unchecked Sendable {
    private let context: OpaquePointer
    /// What the extension's callback reads.
    private let trustedCAKeys: UnsafeMutableBufferPointer<UInt8>

    /// The most bytes of certificates that a server may send: twenty times a real chain.
    private static let maximumCertificateBytes = 128 << 10

    init(_ offer: TLSOffer, hint: CIHint?) throws(OpenSSLFailure) {
        guard let context = unsafe SSL_CTX_new(TLS_client_method()) else { throw OpenSSLFailure() }
        unsafe self.context = context
        let keys = hint?.trustedCAKeys ?? []
        unsafe trustedCAKeys = .allocate(capacity: keys.count)
        _ = unsafe trustedCAKeys.initialize(from: keys)
        try setOffer(offer)
        unsafe SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nil)
        unsafe COpenSSL_setMaxCertificateList(context, Self.maximumCertificateBytes)
        unsafe COpenSSL_setSessionCacheMode(context, 0)
        unsafe SSL_CTX_set_client_cert_cb(context, noteCertificateRequest)
        if let hint { try setHint(hint) }
    }

    deinit {
        unsafe SSL_CTX_free(context)
        unsafe trustedCAKeys.deallocate()
    }

    private func setOffer(_ offer: TLSOffer) throws(OpenSSLFailure) {
        let (lowest, highest) =
            offer == .beforeTLS12 ? (TLS1_VERSION, TLS1_1_VERSION) : (TLS1_2_VERSION, TLS1_3_VERSION)
        let limit = [.upToTLS12, .onlyBrainpool, .onlySuitesOfV2].contains(offer) ? TLS1_2_VERSION : highest
        guard
            unsafe COpenSSL_setMinVersion(context, lowest) == 1, unsafe COpenSSL_setMaxVersion(context, limit) == 1,
            unsafe SSL_CTX_set_cipher_list(context, offer.cipherSuites) == 1,
            unsafe COpenSSL_setGroups(context, offer.groups) == 1
        else { throw OpenSSLFailure() }
    }

    private func setHint(_ hint: CIHint) throws(OpenSSLFailure) {
        if unsafe !trustedCAKeys.isEmpty {
            let places = CUnsignedInt(SSL_EXT_CLIENT_HELLO | SSL_EXT_TLS1_2_SERVER_HELLO)
            let argument = unsafe Unmanaged.passUnretained(self).toOpaque()
            let isAdded = unsafe SSL_CTX_add_custom_ext(
                context,
                3,
                places,
                addTrustedCAKeys,
                nil,
                argument,
                ignoreExtension,
                nil
            )
            guard isAdded == 1 else { throw OpenSSLFailure() }
        }
        guard let name = hint.name else { return }
        let parsed = unsafe name.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return unsafe d2i_X509_NAME(nil, &start, bytes.count)
        }
        guard let parsed = unsafe parsed else { throw OpenSSLFailure() }
        guard let names = unsafe COpenSSL_newNameStack(), unsafe COpenSSL_pushName(names, parsed) > 0 else {
            unsafe X509_NAME_free(parsed)
            throw OpenSSLFailure()
        }
        unsafe SSL_CTX_set0_CA_list(context, names)
    }

    /// A new connection's state; `nil` when memory is wanting.
    @unsafe func makeSSL() -> OpaquePointer? { unsafe SSL_new(context) }

    fileprivate var extensionBody: UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(trustedCAKeys) }
}

/// Fills in `trusted_ca_keys`.
private func addTrustedCAKeys(
    _ ssl: OpaquePointer?,
    _ type: CUnsignedInt,
    _ place: CUnsignedInt,
    _ body: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    _ count: UnsafeMutablePointer<Int>?,
    _ certificate: OpaquePointer?,
    _ index: Int,
    _ alert: UnsafeMutablePointer<CInt>?,
    _ argument: UnsafeMutableRawPointer?
) -> CInt {
    guard let argument = unsafe argument else { return 0 }
    let bytes = unsafe Unmanaged<TLSContext>.fromOpaque(argument).takeUnretainedValue().extensionBody
    unsafe body?.pointee = bytes.baseAddress
    unsafe count?.pointee = bytes.count
    return 1
}

/// The server's `trusted_ca_keys` is empty and says nothing that the certificate does not.
private func ignoreExtension(
    _ ssl: OpaquePointer?,
    _ type: CUnsignedInt,
    _ place: CUnsignedInt,
    _ body: UnsafePointer<UInt8>?,
    _ count: Int,
    _ certificate: OpaquePointer?,
    _ index: Int,
    _ alert: UnsafeMutablePointer<CInt>?,
    _ argument: UnsafeMutableRawPointer?
) -> CInt { 1 }

/// The server asks for a certificate: that is noted, and none is given.
private func noteCertificateRequest(
    _ ssl: OpaquePointer?,
    _ certificate: UnsafeMutablePointer<OpaquePointer?>?,
    _ key: UnsafeMutablePointer<OpaquePointer?>?
) -> CInt {
    if let notes = unsafe SSL_get_ex_data(ssl, 0) {
        unsafe Unmanaged<TLSNotes>.fromOpaque(notes).takeUnretainedValue().asksForClientCertificate = true
    }
    return 0
}

/// What callbacks notice during one handshake, on the thread that makes it.
final class TLSNotes {
    var asksForClientCertificate = false
}
