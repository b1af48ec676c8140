extension CertificateRule {
    static let extUnknownCritical = CertificateRule(
        "ext-unknown-critical",
        .error,
        reference: "RFC 5280 4.2",
        title: "A critical extension is not understood",
        explanation: """
            “Critical” means that a program that does not know the extension has to refuse the certificate. So it is \
            refused here, and by phones.
            """,
        advice: "The CI has to issue the certificate without the extension, or with it not marked as critical."
    ) { examination in
        let remarks = examination.remarksOnSubordinates { certificate in
            guard let unknown = certificate.extensions.first(where: { $0.isCritical && !$0.isUnderstood }) else {
                return nil
            }
            return "the extension \(unknown.id) is critical and not understood"
        }
        return examination.withObjections("ext-unknown-critical", remarks)
    }
}
