internal import COpenSSL

/// The one owner of a certificate as OpenSSL has read it.
///
/// Nothing changes it once it is made: OpenSSL fills what it keeps inside (the key, the extensions) under locks of its own.
@safe final class X509Object: Sendable {
    /// Safe to share because of the above; it is freed when the last owner of this object is gone.
    nonisolated(unsafe) private let pointer: OpaquePointer

    /// Reads the certificate that `bytes` begin with, and says how long it is.
    ///
    /// - Throws: `OpenSSLFailure` when they begin with none.
    static func reading(_ bytes: ArraySlice<UInt8>) throws(OpenSSLFailure) -> (object: X509Object, length: Int) {
        ERR_clear_error()
        var length = 0
        let pointer = unsafe bytes.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            let read = unsafe d2i_X509(nil, &position, buffer.count)
            if let start = buffer.baseAddress, let position = unsafe position {
                length = unsafe start.distance(to: position)
            }
            return unsafe read
        }
        guard let pointer = unsafe pointer else { throw OpenSSLFailure() }
        return (unsafe X509Object(owning: pointer), length)
    }

    /// Takes over one reference.
    @unsafe init(owning pointer: OpaquePointer) {
        unsafe self.pointer = pointer
    }

    deinit { unsafe X509_free(pointer) }

    /// Lends the pointer.
    @unsafe func withPointer<Result, Failure>(
        _ body: (OpaquePointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(pointer)
    }

    /// Its address, by which it is known in a path that OpenSSL has made of it.
    var address: UInt { unsafe UInt(bitPattern: pointer) }

    /// Whether OpenSSL can work with its public key.
    var hasUsableKey: Bool {
        defer { ERR_clear_error() }
        return unsafe X509_get0_pubkey(pointer) != nil
    }

    /// Whether the key of `issuer` has made its signature.
    func isSigned(by issuer: X509Object) -> Bool {
        defer { ERR_clear_error() }
        guard let key = unsafe X509_get0_pubkey(issuer.pointer) else { return false }
        return unsafe X509_verify(pointer, key) == 1
    }

    /// Whether its issuer's name is the subject of `issuer`, compared as RFC 5280 7.1 says.
    func namesAsIssuer(_ issuer: X509Object) -> Bool {
        unsafe X509_NAME_cmp(X509_get_issuer_name(pointer), X509_get_subject_name(issuer.pointer)) == 0
    }

    /// Its DER, the signed part encoded anew, so that no encoding but DER is left on the outer levels.
    var reencoded: [UInt8]? {
        defer { ERR_clear_error() }
        guard let copy = unsafe X509_dup(pointer) else { return nil }
        defer { unsafe X509_free(copy) }
        var output: UnsafeMutablePointer<UInt8>?
        guard unsafe i2d_re_X509_tbs(copy, &output) > 0 else { return nil }
        unsafe COpenSSL_free(output)
        unsafe output = nil
        let count = unsafe i2d_X509(copy, &output)
        defer { unsafe COpenSSL_free(output) }
        guard count > 0 else { return nil }
        return unsafe Array(UnsafeBufferPointer(start: output, count: Int(count)))
    }
}
