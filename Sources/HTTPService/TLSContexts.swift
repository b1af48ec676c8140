internal import COpenSSL

/// The OpenSSL contexts of a server: one for each identity.
final class TLSContexts: Sendable {
    private let standard: TLSContext
    private let byName: [String: TLSContext]

    init(_ options: TLSOptions) throws(HTTPServiceError) {
        standard = try TLSContext(options, options.identity)
        var byName: [String: TLSContext] = [:]
        for (name, identity) in options.identitiesByName { byName[name] = try TLSContext(options, identity) }
        self.byName = byName
        if !byName.isEmpty { standard.chooseByName(self) }
    }

    /// A new connection over a socket; whoever asks has to free it, and to keep this object as long.
    func newConnection(over descriptor: Int32) -> OpaquePointer? {
        guard let ssl = unsafe standard.newConnection() else { return nil }
        guard unsafe SSL_set_fd(ssl, descriptor) == 1 else {
            unsafe SSL_free(ssl)
            return nil
        }
        unsafe SSL_set_accept_state(ssl)
        return unsafe ssl
    }

    fileprivate func context(for name: String) -> TLSContext? { byName[name.lowercased()] }
}

/// The one owner of an `SSL_CTX`.
@safe private final class TLSContext: Sendable {
    // Set up by `init` and only read afterwards; OpenSSL counts references to contexts atomically.
    private nonisolated(unsafe) let pointer: OpaquePointer

    deinit { unsafe SSL_CTX_free(pointer) }

    init(_ options: TLSOptions, _ identity: TLSOptions.Identity) throws(HTTPServiceError) {
        guard let context = unsafe SSL_CTX_new(TLS_server_method()) else { throw .fromOpenSSL }
        unsafe pointer = context
        // What a fault needs: old versions, SHA-1, short keys.
        if options.allowsWeakness { unsafe SSL_CTX_set_security_level(context, 0) }
        guard
            unsafe COpenSSL_setMinVersion(context, options.versions.lowerBound.rawValue) == 1,
            unsafe COpenSSL_setMaxVersion(context, options.versions.upperBound.rawValue) == 1,
            unsafe COpenSSL_setGroups(context, options.groups) == 1,
            options.ciphers.map({ unsafe SSL_CTX_set_cipher_list(context, $0) == 1 }) ?? true
        else { throw .fromOpenSSL }
        let label = Array("esimctl".utf8)
        unsafe SSL_CTX_set_session_id_context(context, label, UInt32(label.count))
        let mode: Int32 =
            switch options.clientCertificate {
            case .notAsked: SSL_VERIFY_NONE
            case .asked: SSL_VERIFY_PEER
            case .required: SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT
            }
        unsafe SSL_CTX_set_verify(context, mode) { _, _ in 1 }
        try setIdentity(identity)
    }

    private func setIdentity(_ identity: TLSOptions.Identity) throws(HTTPServiceError) {
        for (place, der) in identity.certificates.enumerated() {
            let certificate = unsafe der.withUnsafeBufferPointer { bytes in
                var start = bytes.baseAddress
                return unsafe d2i_X509(nil, &start, bytes.count)
            }
            guard let certificate = unsafe certificate else { throw .fromOpenSSL }
            defer { unsafe X509_free(certificate) }
            let result =
                place == 0
                ? unsafe SSL_CTX_use_certificate(pointer, certificate)
                : unsafe COpenSSL_addChainCertificate(pointer, certificate)
            guard result == 1 else { throw .fromOpenSSL }
        }
        let key = unsafe identity.privateKey.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return unsafe d2i_AutoPrivateKey(nil, &start, bytes.count)
        }
        defer { unsafe EVP_PKEY_free(key) }
        guard unsafe key != nil, unsafe SSL_CTX_use_PrivateKey(pointer, key) == 1 else { throw .fromOpenSSL }
    }

    /// Has the context changed for the one of the name that a client asks for.
    func chooseByName(_ contexts: TLSContexts) {
        // Not retained: the contexts outlive every connection, which is where the callback runs.
        let argument = unsafe Unmanaged.passUnretained(contexts).toOpaque()
        unsafe COpenSSL_setServerNameCallback(
            pointer,
            { ssl, _, argument in
                guard
                    let argument = unsafe argument,
                    let name = unsafe SSL_get_servername(ssl, COpenSSL_serverNameType()),
                    let context = unsafe Unmanaged<TLSContexts>.fromOpaque(argument).takeUnretainedValue()
                        .context(for: String(cString: name))
                else { return COpenSSL_serverNameAccepted() }
                unsafe SSL_set_SSL_CTX(ssl, context.pointer)
                return COpenSSL_serverNameAccepted()
            },
            argument
        )
    }

    func newConnection() -> OpaquePointer? {
        unsafe SSL_new(pointer)
    }
}
