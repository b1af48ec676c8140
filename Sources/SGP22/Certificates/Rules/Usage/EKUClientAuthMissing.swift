extension CertificateRule {
    static let ekuClientAuthMissing = CertificateRule(
        "eku-client-auth-missing",
        .warning,
        reference: "SGP.22 4.5.2.1",
        title: "The certificate is not for TLS clients",
        explanation: """
            A server uses the same certificate as a client towards other servers, such as an SM-DS on ES12. Phones \
            do not look at it.
            """,
        advice: "The CI ought to issue the next certificate with serverAuth and clientAuth.",
        scope: .gsmaTLS
    ) { examination in
        examination.remarksOnLeaf { leaf in
            guard let purposes = leaf.extendedKeyUsage.value, !leaf.lacksServerAuthentication else { return nil }
            return purposes.contains(.clientAuthentication) ? nil : "the extended key usage is without clientAuth"
        }
    }
}
