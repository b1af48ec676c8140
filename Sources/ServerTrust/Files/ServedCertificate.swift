public import SGP22

/// A certificate as it came: what it says, and the form in which OpenSSL checks it.
public struct ServedCertificate: Sendable {
    /// What it says, or why it cannot be read.
    public let served: ServedChain.Served
    /// `nil` when it cannot be read.
    let object: X509Object?

    /// What it says, if it can be read.
    public var certificate: Certificate? { served.certificate }

    /// Reads one certificate in DER. What follows behind it is counted (`Certificate.Encoding`).
    public init(der bytes: [UInt8]) {
        self.init(der: bytes[...])
    }

    init(der bytes: ArraySlice<UInt8>, followedBy extraCount: Int = 0) {
        do {
            let (object, length) = try X509Object.reading(bytes)
            var certificate = try Self.certificate(object, Array(bytes.prefix(length)))
            certificate.encoding.trailingByteCount = bytes.count - length + extraCount
            self.init(.certificate(certificate), object)
        } catch let failure as OpenSSLFailure {
            self.init(unreadable: failure.reasons.last ?? "no certificate")
        } catch let fault as CertificateReader.Fault {
            self.init(unreadable: "\(fault.part) cannot be read")
        } catch {
            self.init(unreadable: "no certificate")
        }
    }

    /// Stands for bytes that are no certificate.
    init(unreadable reason: String) {
        self.init(.unreadable(reason: reason), nil)
    }

    private init(_ served: ServedChain.Served, _ object: X509Object?) {
        self.served = served
        self.object = object
    }

    /// What a certificate says that OpenSSL has read; what is not DER is read from DER that OpenSSL makes of it.
    private static func certificate(_ object: X509Object, _ bytes: [UInt8]) throws -> Certificate {
        do {
            return try CertificateReader(bytes).certificate()
        } catch let fault {
            guard !DERLaw.isObeyed(in: bytes, bytes.indices), let reencoded = object.reencoded else { throw fault }
            var certificate = try CertificateReader(reencoded).certificate()
            certificate.der = bytes
            certificate.sha256 = Digest.sha256(bytes[...])
            certificate.encoding.isCanonical = false
            return certificate
        }
    }
}
