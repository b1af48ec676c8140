extension ObjectIdentifier {
    /// What people call the curve or algorithm that it stands for, such as `P-256` or `ecdsa-with-SHA256`; the OID itself where
    /// it is none that certificates usually have.
    public var algorithmName: String { Self.algorithmNames[description] ?? description }

    private static let algorithmNames = [
        // Curves.
        "1.2.840.10045.3.1.7": "P-256", "1.3.132.0.34": "P-384", "1.3.132.0.35": "P-521", "1.3.132.0.10": "secp256k1",
        "1.3.36.3.3.2.8.1.1.7": "brainpoolP256r1", "1.3.36.3.3.2.8.1.1.8": "brainpoolP256t1",
        "1.3.36.3.3.2.8.1.1.11": "brainpoolP384r1", "1.3.36.3.3.2.8.1.1.13": "brainpoolP512r1",
        "1.2.250.1.223.101.256.1": "FRP256V1",
        // Keys.
        "1.2.840.10045.2.1": "EC", "1.2.840.113549.1.1.1": "RSA", "1.2.840.10040.4.1": "DSA", "1.3.101.110": "X25519",
        "1.3.101.112": "Ed25519", "1.3.101.113": "Ed448",
        // Signatures.
        "1.2.840.10045.4.1": "ecdsa-with-SHA1", "1.2.840.10045.4.3.1": "ecdsa-with-SHA224",
        "1.2.840.10045.4.3.2": "ecdsa-with-SHA256", "1.2.840.10045.4.3.3": "ecdsa-with-SHA384",
        "1.2.840.10045.4.3.4": "ecdsa-with-SHA512", "1.2.840.113549.1.1.4": "md5WithRSAEncryption",
        "1.2.840.113549.1.1.5": "sha1WithRSAEncryption", "1.2.840.113549.1.1.10": "RSASSA-PSS",
        "1.2.840.113549.1.1.11": "sha256WithRSAEncryption", "1.2.840.113549.1.1.12": "sha384WithRSAEncryption",
        "1.2.840.113549.1.1.13": "sha512WithRSAEncryption",
    ]
}

extension PublicKey {
    /// What people call a key of this kind: its curve, or its algorithm.
    public var name: String {
        switch curve {
        case .named(let curve): curve.algorithmName
        case .explicit: "explicit curve"
        case .missing, nil: algorithm.algorithmName
        }
    }
}
