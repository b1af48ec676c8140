extension CertificateRule {
    static let keyAlgorithm = CertificateRule(
        "key-algorithm",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The key is of a kind that is not allowed",
        explanation: """
            Keys of the GSMA's PKI are on elliptic curves. Phones offer no RSA to a server of the PKI, and break \
            off. On the public web the key is only too weak.
            """,
        advice: """
            The operator of the server has to make a key on P-256 or brainpoolP256r1 and get a certificate for it.
            """
    ) { examination in
        let remarks =
            examination.followsGSMA
            ? examination.remarksOnSubordinates { certificate in
                let key = certificate.publicKey
                return key.isEllipticCurve
                    ? nil : "the key is of the kind \(key.algorithm.algorithmName), and not on an elliptic curve"
            } : []
        return examination.withObjections("key-algorithm", remarks)
    }
}
