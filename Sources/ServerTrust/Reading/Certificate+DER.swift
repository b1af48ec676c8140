internal import SGP22

/// Takes a certificate apart (RFC 5280 4.1).
///
/// OpenSSL has read the same bytes before and found a certificate; what it uses of them for the path check is the same, which
/// the tests and the fuzzer compare.
struct CertificateReader {
    /// Why a certificate that OpenSSL has read cannot be taken apart: what part it is.
    struct Fault: Error, Hashable {
        var part: String
    }

    private let bytes: [UInt8]

    /// Takes the DER of one certificate, nothing behind it.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// What the certificate says; the encoding is judged by what DER demands of each element.
    func certificate() throws(Fault) -> Certificate {
        var (outer, inner) = try Self.at("the outermost structure") { () throws(DERReader.Fault) in
            var whole = DERReader(bytes)
            var outer = try whole.enter(DERTag.sequence)
            let inner = try outer.enter(DERTag.sequence)
            return (outer, inner)
        }
        let version = try Self.at("the version") { () throws(DERReader.Fault) in try inner.version() }
        let serial = try Self.at("the serial number") { () throws(DERReader.Fault) in try inner.next(DERTag.integer) }
        let innerAlgorithm = try Self.at("the signature algorithm") { () throws(DERReader.Fault) in
            try inner.next(DERTag.sequence)
        }
        let issuer = try Self.at("the issuer") { () throws(DERReader.Fault) in
            try DistinguishedName(inner.next(DERTag.sequence), in: inner)
        }
        let (notBefore, notAfter) = try Self.at("the validity") { () throws(DERReader.Fault) in
            var validity = try inner.enter(DERTag.sequence)
            return (try validity.time(), try validity.time())
        }
        let subject = try Self.at("the subject") { () throws(DERReader.Fault) in
            try DistinguishedName(inner.next(DERTag.sequence), in: inner)
        }
        let key = try Self.at("the public key") { () throws(DERReader.Fault) in try inner.publicKey() }
        let extensions = try Self.at("the extensions") { () throws(DERReader.Fault) in try inner.extensions() }
        let (algorithm, id) = try Self.at("the signature algorithm") { () throws(DERReader.Fault) in
            let element = try outer.next(DERTag.sequence)
            var parts = outer.entering(element)
            return (element, try parts.objectIdentifier())
        }
        var certificate = Certificate(
            der: bytes,
            sha256: Digest.sha256(bytes[...]),
            version: version,
            serialNumber: Array(bytes[serial.content]),
            signatureAlgorithm: id,
            signatureAlgorithmsAgree: bytes[innerAlgorithm.whole] == bytes[algorithm.whole],
            issuer: issuer,
            subject: subject,
            notBefore: notBefore,
            notAfter: notAfter,
            publicKey: key,
            extensions: extensions.map(\.summary)
        )
        certificate.encoding.isCanonical =
            DERLaw.isObeyed(in: bytes, bytes.indices)
            && extensions.allSatisfy { !$0.isTakenApart || DERLaw.isObeyed(in: bytes, $0.content) }
        certificate.take(extensions, of: bytes)
        return certificate
    }

    private static func at<Value>(
        _ part: String,
        _ read: () throws(DERReader.Fault) -> Value
    ) throws(Fault) -> Value {
        do { return try read() } catch { throw Fault(part: part) }
    }
}

extension DERReader {
    /// Takes the version, which is 1 when it is not there.
    fileprivate mutating func version() throws(Fault) -> Int {
        guard let field = try nextIfPresent(DERTag.constructed(0)) else { return 1 }
        var inner = entering(field)
        let number = self[try inner.next(DERTag.integer).content]
        guard let first = number.first, number.count == 1 else { throw Fault() }
        return Int(Int8(bitPattern: first)) + 1
    }

    /// Takes a SubjectPublicKeyInfo (RFC 5280 4.1.2.7, RFC 5480 2).
    fileprivate mutating func publicKey() throws(Fault) -> PublicKey {
        var info = try enter(DERTag.sequence)
        var algorithm = try info.enter(DERTag.sequence)
        let id = try algorithm.objectIdentifier()
        let field = try info.next(DERTag.bitString)
        let bits = self[field.content].dropFirst()
        guard id.description == "1.2.840.10045.2.1" else {
            return PublicKey(algorithm: id, curve: nil, isCompressed: false, sha1: KeyIdentifier(Digest.sha1(bits)))
        }
        let curve: PublicKey.Curve
        switch algorithm.nextTag {
        case DERTag.objectIdentifier: curve = (try? algorithm.objectIdentifier()).map { .named($0) } ?? .missing
        case DERTag.sequence: curve = .explicit
        default: curve = .missing
        }
        return PublicKey(
            algorithm: id,
            curve: curve,
            isCompressed: bits.first == 2 || bits.first == 3,
            sha1: KeyIdentifier(Digest.sha1(bits))
        )
    }

    /// Takes what follows the public key: unique identifiers, which are passed over, and the extensions.
    fileprivate mutating func extensions() throws(Fault) -> [RawExtension] {
        var extensions: [RawExtension] = []
        while !isAtEnd {
            let field = try next()
            guard field.tag == DERTag.constructed(3) else { continue }
            var wrapper = entering(field)
            var list = try wrapper.enter(DERTag.sequence)
            while !list.isAtEnd {
                var parts = try list.enter(DERTag.sequence)
                let id = try parts.objectIdentifier()
                let critical = try parts.nextIfPresent(DERTag.boolean)
                let content = try parts.next(DERTag.octetString).content
                let isCritical = critical.map { self[$0.content].contains { $0 != 0 } } ?? false
                extensions.append(RawExtension(id: id, isCritical: isCritical, content: content))
            }
        }
        return extensions
    }
}
