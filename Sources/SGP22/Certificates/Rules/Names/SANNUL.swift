extension CertificateRule {
    static let sanNUL = CertificateRule(
        "san-nul",
        .error,
        reference: "RFC 5280 4.2.1.6",
        title: "A domain name has a NUL character",
        explanation: """
            Programs in C see such a name end at the NUL: `rsp.example.com␀.example.net` passes for the first part, \
            while the CA has looked at the last. Certificates were forged in this way.
            """,
        advice: "Do not use the server, and tell the CI: it should never have issued the certificate."
    ) { examination in
        examination.remarksOnLeaf { leaf in
            guard let name = leaf.firstDNSName(where: { $0.contains(0) }) else { return nil }
            return "the domain name \(name.asForeignText) has a NUL character"
        }
    }
}
