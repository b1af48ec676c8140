extension CertificateRule {
    static let sanMissing = CertificateRule(
        "san-missing",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The certificate has no alternative names",
        explanation: """
            The domain name of the server and the OID of the SM-DP+ are alternative names. Without them there is \
            nothing to compare with the address that a phone was given; the common name does not count.
            """,
        advice: "The CI has to issue the certificate anew with the alternative names."
    ) { examination in
        let isNeeded = examination.followsGSMA || examination.expectations.use == .tls
        let remarks =
            isNeeded
            ? examination.remarksOnLeaf { leaf in
                guard leaf.canHaveExtensions, !leaf.subjectAlternativeNames.isUnreadable else { return nil }
                return leaf.subjectAlternativeNames.value?.isEmpty ?? true
                    ? "the certificate has no alternative names" : nil
            } : []
        return examination.withObjections("san-missing", remarks)
    }
}
