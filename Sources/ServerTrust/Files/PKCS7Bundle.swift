internal import COpenSSL
internal import SGP22

/// The certificates of a PKCS#7 message, a "p7b" or "p7c" file (RFC 2315 9).
enum PKCS7Bundle {
    /// Whether DER or BER begins like a PKCS#7 message: a sequence whose first element is an OID.
    static func isOne(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 2 else { return false }
        let lengthOctets = bytes[1] > 0x80 ? Int(bytes[1]) - 0x80 : 0
        return bytes.count > 2 + lengthOctets && bytes[2 + lengthOctets] == DERTag.objectIdentifier
    }

    /// Its certificates, from the leaf upwards.
    static func certificates(in bytes: [UInt8], limit: Int) throws(CertificateFile.ReadError) -> [ServedCertificate] {
        let message = Message(bytes)
        guard message.isReadable else {
            return [ServedCertificate(unreadable: OpenSSLFailure().reasons.last ?? "no PKCS#7")]
        }
        guard message.count > 0 else { throw .noCertificates }
        guard message.count <= limit else { throw .tooManyCertificates(limit: limit) }
        var certificates: [ServedCertificate] = []
        for index in 0..<message.count { certificates.append(ServedCertificate(der: message.certificate(index))) }
        return inOrder(certificates)
    }

    /// DER sorts the certificates of a message by their bytes: the one that is no other's issuer is the leaf, and each is
    /// followed by its issuer. What is in no such line keeps its order behind it.
    private static func inOrder(_ certificates: [ServedCertificate]) -> [ServedCertificate] {
        var rest = certificates
        let issuers = Set(certificates.compactMap(\.certificate).filter { !$0.isSelfIssued }.map(\.issuer.der))
        let leaf = rest.firstIndex { $0.certificate.map { !issuers.contains($0.subject.der) } ?? false }
        guard let leaf else { return certificates }
        var ordered = [rest.remove(at: leaf)]
        while let last = ordered.last?.certificate,
            let next = rest.firstIndex(where: { $0.certificate?.subject.der == last.issuer.der })
        {
            ordered.append(rest.remove(at: next))
        }
        return ordered + rest
    }
}

/// The one owner of a message.
@safe private struct Message: ~Copyable {
    private let pointer: UnsafeMutablePointer<PKCS7>?

    /// Leaves the reason in OpenSSL's queue of errors if they are no message.
    init(_ bytes: [UInt8]) {
        ERR_clear_error()
        unsafe pointer = bytes.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            return unsafe d2i_PKCS7(nil, &position, buffer.count)
        }
    }

    deinit { unsafe PKCS7_free(pointer) }

    var isReadable: Bool { unsafe pointer != nil }

    /// 0 for a message of a kind that has no certificates.
    var count: Int {
        guard let pointer = unsafe pointer else { return 0 }
        return unsafe Int(COpenSSL_numX509(COpenSSL_certificatesOfPKCS7(pointer)))
    }

    /// The DER of one of them; `index` is below `count`.
    func certificate(_ index: Int) -> [UInt8] {
        let certificate = unsafe pointer.flatMap { unsafe COpenSSL_X509(COpenSSL_certificatesOfPKCS7($0), CInt(index)) }
        var output: UnsafeMutablePointer<UInt8>?
        let length = unsafe i2d_X509(certificate, &output)
        defer { unsafe COpenSSL_free(output) }
        guard length > 0 else { return [] }
        return unsafe Array(UnsafeBufferPointer(start: output, count: Int(length)))
    }
}
