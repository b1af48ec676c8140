extension CertificateRule {
    static let sanDNSMissing = CertificateRule(
        "san-dns-missing",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The certificate has no domain name",
        explanation: """
            A phone compares the address in the activation code with the domain names among the alternative names. \
            There is none, so that no address fits. A server's certificate for signing has none: it may have been \
            installed for TLS.
            """,
        advice: """
            The CI has to issue the certificate anew with the server's domain name; look first whether the right \
            certificate is installed.
            """,
        scope: .tls
    ) { examination in
        examination.remarksOnLeaf { leaf in
            guard let names = leaf.subjectAlternativeNames.value, !names.isEmpty else { return nil }
            return names.contains { $0.dnsName != nil } ? nil : "there is no domain name among the alternative names"
        }
    }
}
