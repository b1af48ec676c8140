extension CertificateRule {
    static let keyCurve = CertificateRule(
        "key-curve",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The key is on a curve that SGP.22 does not allow",
        explanation: """
            Keys are on P-256 or brainpoolP256r1; FRP256V1 is allowed too, and no OpenSSL can use it. A phone or an \
            eUICC knows no other curve, and breaks off.
            """,
        advice: "The operator of the server has to get a certificate for a key on P-256 or brainpoolP256r1.",
        scope: .gsma
    ) { examination in
        let remarks = examination.remarksOnSubordinates { certificate in
            let key = certificate.publicKey
            guard key.isEllipticCurve, !key.isAllowed else { return nil }
            switch key.curve {
            case .explicit: return nil
            case .named(.frp256v1): return "the key is on FRP256V1, which is allowed and not supported here"
            case .named(let curve): return "the key is on the curve \(curve.algorithmName)"
            case .missing, nil: return "the key does not say on which curve it is"
            }
        }
        return examination.withObjections("key-curve", remarks)
    }
}
