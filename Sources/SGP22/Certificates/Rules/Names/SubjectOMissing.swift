extension CertificateRule {
    static let subjectOMissing = CertificateRule(
        "subject-o-missing",
        .warning,
        reference: "SGP.22 4.5.2.1",
        title: "The subject has no organization",
        explanation: """
            The name of the certificate says whose server it is. Phones do not look at it; people and audits do.
            """,
        advice: """
            The operator of the server ought to ask the CI for a certificate with its organization in the next one.
            """,
        scope: .gsma
    ) { examination in
        examination.remarksOnLeaf { leaf in
            leaf.subject.hasValue(of: .organizationName)
                ? nil : "the subject, “\(leaf.subject)”, has no organization (O)"
        }
    }
}
