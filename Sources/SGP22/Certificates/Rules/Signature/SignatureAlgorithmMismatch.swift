extension CertificateRule {
    static let signatureAlgorithmMismatch = CertificateRule(
        "signature-algorithm-mismatch",
        .error,
        reference: "RFC 5280 4.1.1.2",
        title: "The certificate names two different signature algorithms",
        explanation: """
            The algorithm stands in the signed part and again beside the signature. They have to be the same, \
            parameters included: the second one is not protected.
            """,
        advice: "The CI has to issue the certificate anew."
    ) { examination in
        let remarks = examination.remarksOnSubordinates { certificate in
            certificate.signatureAlgorithmsAgree
                ? nil
                : "the algorithm beside the signature, \(certificate.signatureAlgorithm.algorithmName), is not the one in the signed part"
        }
        return examination.withObjections("signature-algorithm-mismatch", remarks)
    }
}
