extension CertificateRule {
    static let hostMismatch = CertificateRule(
        "host-mismatch",
        .error,
        reference: "SGP.22 4.1, RFC 6125 6.4",
        title: "The certificate is for another server",
        explanation: """
            None of its domain names is the address that was asked for. Phones compare the address in the activation \
            code with these names and break off. The common name never counts, and neither does a port.
            """,
        advice: """
            Look whether the address is spelled right and leads to the right server; if so, its operator has to \
            install a certificate with that name. A server with several certificates chooses by the name that the \
            client sends (SNI).
            """,
        scope: .tls
    ) { examination in
        guard let host = examination.host else { return examination.withObjections("host-mismatch") }
        let remarks =
            host.fault != nil
            ? []
            : examination.remarksOnLeaf { leaf in
                guard let names = leaf.subjectAlternativeNames.value else { return nil }
                var listed: [String] = []
                for case .dns(let name) in names {
                    // A NUL in a name is one fault, and san-nul has it.
                    if name.contains(0) || host.matches(name) { return nil }
                    if listed.count < 5 { listed.append(name.asForeignText) }
                }
                guard !listed.isEmpty else { return nil }
                return
                    "the certificate is for \(listed.joined(separator: ", ")), and not for \(host.bytes.asForeignText)"
            }
        return examination.withObjections("host-mismatch", remarks)
    }
}
