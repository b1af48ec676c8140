internal import COpenSSL
import SGP22

extension ServedCertificate {
    /// Whether its key has made a signature of ES9+: ECDSA over the SHA-256 digest of `message`, r and s behind each other in
    /// 32 bytes each (SGP.22 2.6.7.2, BSI TR-03111 5.2.2).
    ///
    /// - Returns: `false` also when the signature has another length, or the certificate or its key cannot be used.
    public func hasSigned(_ message: [UInt8], signature: [UInt8]) -> Bool {
        guard let object, signature.count == 64 else { return false }
        let numbers = [signature[..<32], signature[32...]].map { half in
            let significant = Array(half.drop { $0 == 0 })
            return DER.integer(octets: significant.first.map { $0 < 0x80 } ?? false ? significant : [0] + significant)
        }
        return object.keyVerifies(DER.sequence(numbers), over: message)
    }
}

extension X509Object {
    /// Whether its key has made an ECDSA signature, in DER, over the SHA-256 digest of `message`.
    fileprivate func keyVerifies(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        defer { ERR_clear_error() }
        return unsafe withPointer { certificate in
            guard
                let key = unsafe X509_get0_pubkey(certificate), unsafe EVP_PKEY_get_base_id(key) == EVP_PKEY_EC,
                let context = unsafe EVP_MD_CTX_new()
            else { return false }
            defer { unsafe EVP_MD_CTX_free(context) }
            guard unsafe EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1 else { return false }
            return unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        }
    }
}
