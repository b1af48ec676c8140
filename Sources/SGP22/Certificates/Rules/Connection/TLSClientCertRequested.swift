extension CertificateRule {
    static let tlsClientCertRequested = CertificateRule(
        "tls-client-cert-requested",
        .warning,
        reference: "SGP.22 2.6.6",
        title: "The server asks for a certificate of the client's",
        explanation: """
            On ES9+ only the server shows a certificate. Phones have none, and some break off when asked; servers \
            ask for one on ES2+, which may be on another port or path.
            """,
        advice: """
            The operator of the server has to turn the request for client certificates off where phones come in.
            """,
        scope: .tls
    ) { examination in
        guard examination.chain.connection?.asksForClientCertificate == true else { return [] }
        return [Remark("the server asks the client for a certificate")]
    }
}
