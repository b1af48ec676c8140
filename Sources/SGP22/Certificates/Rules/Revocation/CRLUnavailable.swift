extension CertificateRule {
    static let crlUnavailable = CertificateRule(
        "crl-unavailable",
        .warning,
        reference: "SGP.22 4.6",
        title: "There is no CRL to look into",
        explanation: """
            Whether the certificate was revoked cannot be said: the CRL could not be had, or has something in it \
            that is not understood. LPAs need not look at CRLs, so that it is a warning; with `--require-crl` it is \
            an error.
            """,
        advice: """
            Give the CRL with `--crl`, or look why its address does not answer; publishing it is the CI's task.
            """
    ) { examination in
        examination.crlRemarks("crl-unavailable")
    }
}
