extension CertificateRule {
    static let validityOrder = CertificateRule(
        "validity-order",
        .error,
        reference: "RFC 5280 4.1.2.5",
        title: "The certificate ends before it begins",
        explanation: """
            The first date is not before the last, so that there is no moment at which the certificate is valid.
            """,
        advice: "The CI has to issue the certificate anew."
    ) { examination in
        examination.remarksOnSubordinates { certificate in
            certificate.hasValidity
                ? nil : "it is valid from \(certificate.notBefore.date) until \(certificate.notAfter.date)"
        }
    }
}
