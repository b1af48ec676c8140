internal import SGP22

/// A file of certificates: PEM with any text around the blocks, DER (several may follow each other), or PKCS#7 in either form.
public struct CertificateFile: Sendable {
    /// The certificates in their order; those of PKCS#7, which is a set, from the leaf upwards. Never empty.
    public let certificates: [ServedCertificate]

    /// Why a file gives no certificates at all. A certificate that cannot be read is none of these, but one of `certificates`.
    public enum ReadError: Error, Hashable, Sendable {
        /// The file has no bytes.
        case empty
        case tooManyBytes(limit: Int)
        case tooManyCertificates(limit: Int)
        /// A file of PEM blocks, or a PKCS#7 message, without a certificate.
        case noCertificates
    }

    /// What is refused before it is read.
    public struct Limits: Hashable, Sendable {
        public var bytes: Int
        public var certificates: Int

        /// 2 MiB and 1,000 certificates.
        public static let standard = Limits(bytes: 2 << 20, certificates: 1000)

        public init(bytes: Int, certificates: Int) {
            self.bytes = bytes
            self.certificates = certificates
        }
    }

    /// Reads a file.
    ///
    /// - Throws: `ReadError`.
    public init(_ bytes: [UInt8], limits: Limits = .standard) throws(ReadError) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= limits.bytes else { throw .tooManyBytes(limit: limits.bytes) }
        if bytes[0] == DERTag.sequence, bytes.count > 1, bytes[1] >= 0x80 {
            certificates = try Self.certificates(inDER: bytes, limits)
        } else if PEMBlock.isIn(bytes) {
            certificates = try Self.certificates(inPEM: bytes, limits)
        } else {
            certificates = [ServedCertificate(unreadable: "neither PEM nor DER")]
        }
    }

    private static func certificates(inPEM bytes: [UInt8], _ limits: Limits) throws(ReadError) -> [ServedCertificate] {
        var certificates: [ServedCertificate] = []
        for block in PEMBlock.blocks(in: bytes) {
            switch block.label {
            case "CERTIFICATE", "X509 CERTIFICATE":
                certificates.append(block.content.map { ServedCertificate(der: $0) } ?? .notPEM)
            case "TRUSTED CERTIFICATE":
                // OpenSSL's own form, which has its remarks behind the certificate.
                let content = block.content.map { Array($0[CertificateFile.firstElement(in: $0[...])]) }
                certificates.append(content.map { ServedCertificate(der: $0) } ?? .notPEM)
            case "PKCS7", "PKCS #7 SIGNED DATA", "CMS":
                guard let content = block.content else {
                    certificates.append(.notPEM)
                    continue
                }
                certificates += try PKCS7Bundle.certificates(in: content, limit: limits.certificates)
            default: continue
            }
            guard certificates.count <= limits.certificates else {
                throw .tooManyCertificates(limit: limits.certificates)
            }
        }
        guard !certificates.isEmpty else { throw .noCertificates }
        return certificates
    }

    private static func certificates(inDER bytes: [UInt8], _ limits: Limits) throws(ReadError) -> [ServedCertificate] {
        if PKCS7Bundle.isOne(bytes) { return try PKCS7Bundle.certificates(in: bytes, limit: limits.certificates) }
        var certificates: [ServedCertificate] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let range = firstElement(in: rest)
            let (piece, behind) = (bytes[range], bytes[range.upperBound...])
            // Bytes behind a certificate that begin none belong to it.
            let next = firstElement(in: behind)
            let goesOn = !behind.isEmpty && (try? X509Object.reading(bytes[next])) != nil
            certificates.append(ServedCertificate(der: piece, followedBy: goesOn ? 0 : behind.count))
            guard certificates.count <= limits.certificates else {
                throw .tooManyCertificates(limit: limits.certificates)
            }
            guard goesOn else { break }
            rest = behind
        }
        return certificates
    }

    /// The place of the element that the bytes begin with; all of them when they begin with none, or its length is not given.
    private static func firstElement(in bytes: ArraySlice<UInt8>) -> Range<Int> {
        guard let length = DERReader.lengthOfFirst(in: bytes), length <= bytes.count else { return bytes.indices }
        return bytes.startIndex..<bytes.startIndex + length
    }
}

extension ServedCertificate {
    fileprivate static let notPEM = ServedCertificate(unreadable: "the PEM block is not closed, or not base64")
}
