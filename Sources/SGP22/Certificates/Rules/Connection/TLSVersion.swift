extension CertificateRule {
    static let tlsVersion = CertificateRule(
        "tls-version",
        .error,
        reference: "SGP.22 2.6.6",
        title: "The server speaks no version of TLS that is allowed",
        explanation: """
            SGP.22 wants TLS 1.2 or later. The earlier versions have known weaknesses, and phones do not offer them.
            """,
        advice: "The operator of the server has to allow TLS 1.2.",
        scope: .tls
    ) { examination in
        if let version = examination.chain.connection?.version {
            return ["TLSv1.2", "TLSv1.3"].contains(version)
                ? [] : [Remark("the server has chosen \(DistinguishedName.escaped(version))")]
        }
        guard case .alert(70, _) = examination.chain.handshakeFailure else { return [] }
        return [Remark("the server refuses TLS 1.2 and later (alert 70, protocol_version)")]
    }
}
