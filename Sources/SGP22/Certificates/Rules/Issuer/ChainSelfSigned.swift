extension CertificateRule {
    static let chainSelfSigned = CertificateRule(
        "chain-self-signed",
        .error,
        reference: "SGP.22 4.5.2.2",
        title: "The chain ends in a certificate that has signed itself",
        explanation: """
            Nobody but the server vouches for the server. Such certificates are made for trials; a phone refuses \
            them.
            """,
        advice: """
            The operator of the server has to get a certificate from a CI. If this is your own test CI, name its \
            certificate with `--ca`.
            """
    ) { examination in
        guard examination.breakOff == .selfSigned, let last = examination.links.last?.certificate else { return [] }
        let position = examination.links.count - 1
        return [Remark("“\(last.subject)” has signed itself, and is not trusted", at: position)]
    }
}
