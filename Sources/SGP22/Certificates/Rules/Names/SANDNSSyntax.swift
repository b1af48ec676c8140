extension CertificateRule {
    static let sanDNSSyntax = CertificateRule(
        "san-dns-syntax",
        .warning,
        reference: "RFC 1034 3.5",
        title: "A domain name is not written as one",
        explanation: """
            A domain name has parts of 1 to 63 letters, digits and hyphens between its dots, 253 characters in all; \
            other alphabets are written as A-labels (`xn--…`). A name that departs from this is never found, or only \
            by some phones.
            """,
        advice: "The CI has to issue the certificate anew with the name as it is in the DNS."
    ) { examination in
        examination.remarksOnLeaf { leaf in
            guard let names = leaf.subjectAlternativeNames.value else { return nil }
            var first: String?
            var count = 0
            for case .dns(let name) in names where !name.contains(0) && !name.contains(UInt8(ascii: "*")) {
                guard let fault = HostName.fault(in: name) else { continue }
                count += 1
                first = first ?? "the domain name \(name.asForeignText) is not written as one: \(fault)"
            }
            return first.map { count > 1 ? "\($0) (and \(count - 1) more)" : $0 }
        }
    }
}
