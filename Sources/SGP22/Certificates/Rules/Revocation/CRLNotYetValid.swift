extension CertificateRule {
    static let crlNotYetValid = CertificateRule(
        "crl-not-yet-valid",
        .warning,
        reference: "SGP.22 4.6",
        title: "The CRL is not valid yet",
        explanation: "The CRL was made after the time that was asked about. With `--require-crl` it is an error.",
        advice: """
            Look whether the clock here, or the time given with `--at`, is right; for an earlier time give the CRL \
            of that time.
            """
    ) { examination in
        examination.crlRemarks("crl-not-yet-valid")
    }
}
