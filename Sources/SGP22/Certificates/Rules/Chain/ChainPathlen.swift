extension CertificateRule {
    static let chainPathlen = CertificateRule(
        "chain-pathlen",
        .error,
        reference: "RFC 5280 4.2.1.9",
        title: "More CAs follow than a CA of the chain allows",
        explanation: """
            A CA certificate can say how many CAs may stand below it. There are more, so that one of them has issued \
            a certificate that it was not allowed to.
            """,
        advice: """
            The operator of the server has to get a certificate from a SubCA that the CI allows; the CI has to know \
            that its SubCA issues others.
            """
    ) { examination in
        examination.withObjections("chain-pathlen")
    }
}
