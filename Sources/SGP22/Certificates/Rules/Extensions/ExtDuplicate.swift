extension CertificateRule {
    static let extDuplicate = CertificateRule(
        "ext-duplicate",
        .error,
        reference: "RFC 5280 4.2",
        title: "An extension stands there twice",
        explanation: """
            Each extension may be there once. One program reads the first, another the last, and they then take the \
            certificate for different things.
            """,
        advice: "The CI has to issue the certificate anew with each extension once."
    ) { examination in
        let remarks = examination.remarksOnSubordinates { certificate in
            certificate.repeatedExtension.map { "the extension \($0) stands there more than once" }
        }
        return examination.withObjections("ext-duplicate", remarks)
    }
}
