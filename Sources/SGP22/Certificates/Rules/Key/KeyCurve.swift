extension CertificateRule {
    static let keyCurve = CertificateRule(
        "key-curve",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The key is on a curve that SGP.22 does not allow",
        explanation: """
            Keys are on P-256 or brainpoolP256r1; FRP256V1 is allowed too, and no OpenSSL can use it. A phone or an eUICC \
            knows no other curve, and breaks off.
            """,
        advice: "The operator of the server has to get a certificate for a key on P-256 or brainpoolP256r1.",
        scope: .gsma
    ) { examination in
        examination.subordinates.compactMap { position, certificate in
            guard case .named(let curve) = certificate.publicKey.curve else { return nil }
            switch curve.description {
            case "1.2.840.10045.3.1.7", "1.3.36.3.3.2.8.1.1.7": return nil
            case "1.2.250.1.223.101.256.1":
                return Remark(
                    "the key is on FRP256V1 (\(curve)), which is allowed and not supported here",
                    at: position
                )
            default: return Remark("the key is on the curve \(curve)", at: position)
            }
        }
    }
}
