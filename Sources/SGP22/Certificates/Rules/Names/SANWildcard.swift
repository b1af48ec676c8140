extension CertificateRule {
    static let sanWildcard = CertificateRule(
        "san-wildcard",
        .warning,
        reference: "SGP.22 4.5.2.1",
        title: "A domain name has a wildcard",
        explanation: """
            `*` stands for all names of one domain, so that the certificate is good for more servers than the one \
            that it was checked for. SGP.22 speaks of the full domain name of the SM-DP+, and not every phone takes \
            a wildcard.
            """,
        advice: "The operator of the server ought to get a certificate with the full name.",
        scope: .gsmaTLS
    ) { examination in
        examination.remarksOnLeaf { leaf in
            guard let name = leaf.firstDNSName(where: { $0.contains(UInt8(ascii: "*")) }) else { return nil }
            return "the domain name \(name.asForeignText) has a wildcard"
        }
    }
}
