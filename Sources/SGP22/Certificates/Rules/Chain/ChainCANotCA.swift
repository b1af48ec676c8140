extension CertificateRule {
    static let chainCANotCA = CertificateRule(
        "chain-ca-not-ca",
        .error,
        reference: "RFC 5280 4.2.1.9",
        title: "A certificate of the chain was issued by one that is no CA",
        explanation: """
            Only a certificate with the basic constraint CA may issue others. Otherwise every server could issue \
            certificates for all others.
            """,
        advice: """
            Do not use the server unless its operator can explain it. A SubCA whose certificate lacks the constraint \
            needs a new one from the CI.
            """
    ) { examination in
        let remarks = examination.remarksOnSubCAs { certificate in
            guard certificate.canHaveExtensions, !certificate.basicConstraints.isUnreadable, !certificate.isCA else {
                return nil
            }
            return "“\(certificate.subject)” has issued a certificate and is no CA"
        }
        return examination.withObjections("chain-ca-not-ca", remarks)
    }
}
