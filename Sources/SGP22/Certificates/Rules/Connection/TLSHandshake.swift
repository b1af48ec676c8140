extension CertificateRule {
    static let tlsHandshake = CertificateRule(
        "tls-handshake",
        .error,
        reference: "SGP.22 2.6.6",
        title: "The server was reached, and no TLS connection came about",
        explanation: """
            The two sides have not come to terms, so that the server may have shown no certificate at all. A curve \
            or a suite that only one of them knows is the usual cause, or something that is not TLS on this port.
            """,
        advice: """
            The operator of the server has to look into its log for the alert; try another port if the answer is not \
            TLS.
            """,
        scope: .tls
    ) { examination in
        guard let failure = examination.chain.handshakeFailure else { return [] }
        switch failure {
        // The version is to blame, and tls-version says so.
        case .alert(70, _): return []
        case .alert(let number, let name) where examination.chain.connection?.asksForClientCertificate == true:
            return [
                Remark(
                    "the server has asked for a certificate of the client's and broken off without one, with the alert \(number), \(DistinguishedName.escaped(name))"
                )
            ]
        case .alert(let number, let name):
            return [
                Remark(
                    "the server has broken off with the alert \(number), \(DistinguishedName.escaped(name))\(number == 40 ? ": the two sides share no curve or no cipher suite" : "")"
                )
            ]
        case .notTLS(let other):
            return [
                Remark(
                    "the server's answer is not TLS\(other.map { ", but looks like \(DistinguishedName.escaped($0))" } ?? "")"
                )
            ]
        case .closed: return [Remark("the server has closed the connection in the middle of the handshake")]
        case .other(let text): return [Remark("the handshake has failed: \(DistinguishedName.escaped(text))")]
        }
    }
}
