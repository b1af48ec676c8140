extension CertificateRule {
    static let ciExpired = CertificateRule(
        "ci-expired",
        .warning,
        reference: "SGP.22 4.5.2.2",
        title: "The certificate of the CI has expired, or is not valid yet",
        explanation: """
            An eUICC keeps the key of a CI and not its dates, so that the server works on. Programs that look at the \
            dates refuse it. A CI whose certificate has expired ought to have a successor.
            """,
        advice: """
            If it has expired: the CI has to publish a new root, and whoever keeps the anchors has to add it. If it is \
            not valid yet: look at the clock of this machine, or at the moment that was asked about.
            """
    ) { examination in
        guard let anchor = examination.anchorPosition else { return [] }
        let root = examination.links[anchor].certificate
        if root.notAfter.date < examination.expectations.at {
            return [Remark("the certificate of “\(root.subject)” has expired at \(root.notAfter.date)", at: anchor)]
        }
        guard examination.expectations.at < root.notBefore.date else { return [] }
        return [Remark("the certificate of “\(root.subject)” is valid from \(root.notBefore.date)", at: anchor)]
    }
}
