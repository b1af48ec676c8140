extension CertificateRule {
    static let ciPublic = CertificateRule(
        "ci-public",
        .note,
        reference: "SGP.22 4.5.2.2",
        title: "The chain ends in a public CA",
        explanation: """
            SGP.22 v3 lets a server have a TLS certificate of a CA of the public web; phones of v2 know only the CIs \
            of the GSMA and refuse it. The GSMA's rules for certificates do not apply to it.
            """,
        advice: """
            Nothing has to be done if all phones are of v3. For phones of v2 the operator of the server has to use a \
            certificate of a GSMA CI.
            """
    ) { examination in
        guard examination.chain.path.trustDomain == .public, examination.expectations.profile == .gsma else {
            return []
        }
        let isError = examination.expectations.specification == .v2 || examination.expectations.use != .tls
        let root = examination.links.last.map { " “\($0.certificate.subject)”" } ?? ""
        return [
            Remark(
                "the chain ends in the public CA\(root)",
                at: examination.links.indices.last,
                severity: isError ? .error : nil
            )
        ]
    }
}
