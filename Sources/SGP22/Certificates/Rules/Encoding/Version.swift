extension CertificateRule {
    static let version = CertificateRule(
        "version",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The certificate is not of version 3",
        explanation: """
            Only version 3 has extensions, and so a key usage, a role and alternative names. OpenSSL takes a \
            server's certificate of version 1 without a word.
            """,
        advice: "The CI has to issue a certificate of version 3."
    ) { examination in
        let remarks = examination.remarksOnSubordinates { certificate in
            certificate.version == 3 ? nil : "the certificate is of version \(certificate.version)"
        }
        return examination.withObjections("version", remarks)
    }
}
