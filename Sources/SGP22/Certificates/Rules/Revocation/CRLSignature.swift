extension CertificateRule {
    static let crlSignature = CertificateRule(
        "crl-signature",
        .warning,
        reference: "SGP.22 4.6",
        title: "The CRL is not signed by the issuer",
        explanation: """
            Anybody could have made it, so that nothing in it counts. With `--require-crl` it is an error.
            """,
        advice: """
            Get the CRL from the address in the certificate; if that one is wrong, the CI has to put it right.
            """
    ) { examination in
        examination.crlRemarks("crl-signature")
    }
}
