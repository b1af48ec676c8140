extension CertificateRule {
    static let subjectCNMissing = CertificateRule(
        "subject-cn-missing",
        .warning,
        reference: "SGP.22 4.5.2.1",
        title: "The subject has no common name",
        explanation: """
            The name of the certificate has a common name, by which lists and logs call it. It never counts as the \
            name of the server: that is among the alternative names.
            """,
        advice: """
            The operator of the server ought to ask the CI for a certificate with a common name in the next one.
            """
    ) { examination in
        let remarks =
            examination.followsGSMA
            ? examination.remarksOnLeaf { leaf in
                leaf.subject.hasValue(of: .commonName) ? nil : "the subject, “\(leaf.subject)”, has no common name (CN)"
            } : []
        return examination.withObjections("subject-cn-missing", remarks)
    }
}
