extension CertificateRule {
    static let keyExplicitParams = CertificateRule(
        "key-explicit-params",
        .error,
        reference: "RFC 5480 2.1.1",
        title: "The key spells its curve out instead of naming it",
        explanation: """
            A key names its curve by an OID. One that lists the numbers of the curve can pass for a known curve with \
            other numbers in it, a way to forge certificates. The TLS handshake itself goes well.
            """,
        advice: "The operator of the server has to make a key with a named curve, and get a certificate for it."
    ) { examination in
        let remarks = examination.remarksOnSubordinates { certificate in
            certificate.publicKey.curve == .explicit
                ? "the key lists the parameters of its curve instead of naming it" : nil
        }
        return examination.withObjections("key-explicit-params", remarks)
    }
}
