extension CertificateRule {
    static let hostNotFQDN = CertificateRule(
        "host-not-fqdn",
        .error,
        reference: "SGP.22 4.1",
        title: "The address is not a full domain name",
        explanation: """
            The address of an SM-DP+ is a full domain name, and certificates are for such names only: neither for an \
            IP address nor for the single word of a local network.
            """,
        advice: """
            Ask for the server by its full domain name. If the activation code has another address, whoever issues \
            the codes has to correct it.
            """,
        scope: .tls
    ) { examination in
        guard let text = examination.expectations.host, let fault = examination.host?.fault else { return [] }
        return [
            Remark(
                "“\(DistinguishedName.escaped(text))” is not a full domain name: \(fault)",
                at: examination.links.isEmpty ? nil : 0
            )
        ]
    }
}
