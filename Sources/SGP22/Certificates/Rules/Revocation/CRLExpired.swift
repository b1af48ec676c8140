extension CertificateRule {
    static let crlExpired = CertificateRule(
        "crl-expired",
        .warning,
        reference: "SGP.22 4.6",
        title: "The CRL is out of date",
        explanation: """
            The CRL names a time at which the next one comes out, and that has passed. Certificates that were \
            revoked since are not in it. With `--require-crl` it is an error.
            """,
        advice: "Get the current CRL; if there is none, the CI has to publish one."
    ) { examination in
        examination.crlRemarks("crl-expired")
    }
}
