extension CertificateRule {
    static let ridMismatch = CertificateRule(
        "rid-mismatch",
        .error,
        reference: "SGP.22 4.1",
        title: "The certificate is of another SM-DP+",
        explanation: """
            The activation code has an SM-DP+ OID, and the certificate another. A phone compares it with the \
            certificate for authentication and breaks off; the one for TLS has the same.
            """,
        advice: """
            Whoever issues the activation codes has to put in the OID of this SM-DP+, or none. Otherwise the code \
            leads to a wrong server.
            """,
        scope: .gsma
    ) { examination in
        guard let expected = examination.expectations.smdpOID else { return [] }
        return examination.remarksOnLeaf { leaf in
            let found = leaf.registeredIDs
            guard !found.isEmpty, !found.contains(expected) else { return nil }
            return
                "the certificate has the SM-DP+ OID \(found.prefix(5).map(\.description).joined(separator: ", ")), and not \(expected)"
        }
    }
}
