extension CertificateRule {
    static let chainNameConstraints = CertificateRule(
        "chain-name-constraints",
        .error,
        reference: "RFC 5280 4.2.1.10",
        title: "A CA of the chain may not certify this name",
        explanation: """
            A CA certificate can limit the names that may stand below it. One in the chain is outside of them, or \
            the limits cannot be read.
            """,
        advice: "The operator of the server has to get a certificate from a CA that may certify its name."
    ) { examination in
        examination.withObjections("chain-name-constraints")
    }
}
