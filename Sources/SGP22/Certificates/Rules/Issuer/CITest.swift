extension CertificateRule {
    static let ciTest = CertificateRule(
        "ci-test",
        .error,
        reference: "SGP.22 4.5.2.2",
        title: "The certificate is from a test CI",
        explanation: """
            The keys of test CIs and of the servers below them are published, or are kept by nobody in particular, \
            so that everyone can pass for this server. Phones that people use have none of these CIs.
            """,
        advice: """
            The operator of the server has to get a certificate from a live CI. If this is a trial, say `--trust \
            test`, after `esimctl ca fetch` or `esimctl ca add` of the test CI.
            """
    ) { examination in
        if case .test(let issuer) = examination.breakOff {
            return [
                Remark(
                    "the certificate is from the test CI \(issuer.name.asQuoted) (key \(issuer.keyIdentifier)); its short name is \(issuer.id)",
                    at: examination.links.count - 1
                )
            ]
        }
        guard examination.chain.path.endsInAnchor, examination.chain.path.trustDomain == .gsmaTest,
            !examination.expectations.acceptsTestCI, let last = examination.links.last?.certificate
        else { return [] }
        return [Remark("the chain ends in the test CI “\(last.subject)”", at: examination.links.count - 1)]
    }
}
