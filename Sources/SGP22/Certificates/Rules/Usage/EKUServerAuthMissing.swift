extension CertificateRule {
    static let ekuServerAuthMissing = CertificateRule(
        "eku-server-auth-missing",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The certificate is not for TLS servers",
        explanation: """
            The extended key usage is there, and serverAuth is not in it, so that every phone refuses the server. \
            anyExtendedKeyUsage does not stand for it.
            """,
        advice: """
            The CI has to issue the certificate anew with serverAuth and clientAuth. Look whether the server has \
            been given another certificate of the operator's by mistake.
            """,
        scope: .tls
    ) { examination in
        let remarks = examination.remarksOnLeaf { leaf in
            guard leaf.lacksServerAuthentication else { return nil }
            let purposes = (leaf.extendedKeyUsage.value ?? []).prefix(10).map(\.description).joined(separator: ", ")
            return purposes.isEmpty
                ? "the extended key usage is empty" : "the extended key usage is \(purposes), without serverAuth"
        }
        return examination.withObjections("eku-server-auth-missing", remarks)
    }
}
