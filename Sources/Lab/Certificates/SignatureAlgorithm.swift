public import SGP22

/// How a certificate or a CRL is signed (RFC 5758, RFC 4055).
public enum SignatureAlgorithm: Hashable, Sendable, CaseIterable {
    case ecdsaWithSHA256, ecdsaWithSHA384, ecdsaWithSHA1
    case rsaWithSHA256

    public var id: ObjectIdentifier {
        switch self {
        case .ecdsaWithSHA256: ObjectIdentifier(unchecked: "1.2.840.10045.4.3.2")
        case .ecdsaWithSHA384: ObjectIdentifier(unchecked: "1.2.840.10045.4.3.3")
        case .ecdsaWithSHA1: ObjectIdentifier(unchecked: "1.2.840.10045.4.1")
        case .rsaWithSHA256: ObjectIdentifier(unchecked: "1.2.840.113549.1.1.11")
        }
    }

    public var digest: Digest {
        switch self {
        case .ecdsaWithSHA256, .rsaWithSHA256: .sha256
        case .ecdsaWithSHA384: .sha384
        case .ecdsaWithSHA1: .sha1
        }
    }

    /// The AlgorithmIdentifier: those of RSA have a NULL for parameters, those of ECDSA none.
    public var der: [UInt8] {
        self == .rsaWithSHA256
            ? DER.sequence(DER.objectIdentifier(id), DER.null) : DER.sequence(DER.objectIdentifier(id))
    }
}

/// The two forms of an ECDSA signature.
enum ECDSASignature {
    /// Turns the SEQUENCE of r and s (RFC 3279 2.2.3) into both behind each other, each `octetCount` long; `nil` when it is
    /// none, or a number is too large.
    static func plain(_ der: [UInt8], octetCount: Int) -> [UInt8]? {
        var outer = DERReader(der)
        guard let sequence = try? outer.next(0x30), outer.isAtEnd else { return nil }
        var inner = DERReader(sequence.content)
        guard
            let r = try? inner.next(0x02).content, let s = try? inner.next(0x02).content, inner.isAtEnd,
            let first = padded(r, octetCount), let second = padded(s, octetCount)
        else { return nil }
        return first + second
    }

    private static func padded(_ number: ArraySlice<UInt8>, _ octetCount: Int) -> [UInt8]? {
        let digits = number.drop { $0 == 0 }
        guard digits.count <= octetCount else { return nil }
        return [UInt8](repeating: 0, count: octetCount - digits.count) + digits
    }
}
