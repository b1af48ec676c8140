extension CertificateRule {
    static let skiMissing = CertificateRule(
        "ski-missing",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The subject key identifier is missing",
        explanation: """
            Certificates of this PKI are found by the identifiers of their keys. Without one, what refers to this \
            key cannot be matched with it.
            """,
        advice: "The CI has to issue the certificate anew with a subject key identifier."
    ) { examination in
        // On the public web only CAs need one (RFC 5280 4.2.1.2).
        func judge(_ certificate: Certificate) -> String? {
            certificate.subjectKeyIdentifier.isAbsent && certificate.canHaveExtensions
                ? "the certificate has no subject key identifier" : nil
        }
        let remarks =
            examination.followsGSMA ? examination.remarksOnSubordinates(judge) : examination.remarksOnSubCAs(judge)
        return examination.withObjections("ski-missing", remarks)
    }
}
