extension CertificateRule {
    static let authServerAddress = CertificateRule(
        "auth-server-address",
        .error,
        reference: "SGP.22 5.6.1",
        title: "The server has signed another address",
        explanation: """
            serverSigned1 holds the address that the LPA has asked for. Another one means that the request was forwarded to a server of \
            another name; eUICCs refuse it.
            """,
        advice: """
            The operator of the server has to configure the address that stands in its activation codes.
            """
    ) { examination in
        examination.disagreements.compactMap { disagreement in
            guard case .serverAddress(let address) = disagreement else { return nil }
            return Remark("the address in serverSigned1 is “\(DistinguishedName.escaped(address))”")
        }
    }
}
