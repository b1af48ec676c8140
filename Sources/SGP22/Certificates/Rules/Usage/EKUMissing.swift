extension CertificateRule {
    static let ekuMissing = CertificateRule(
        "eku-missing",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The extended key usage is missing",
        explanation: """
            The certificate does not say that it is for TLS. Without that, one for signing could pass for a TLS \
            server's.
            """,
        advice: """
            The CI has to issue the certificate anew with the extended key usage serverAuth and clientAuth, marked \
            as critical.
            """,
        scope: .gsmaTLS
    ) { examination in
        examination.remarksOnLeaf { leaf in
            leaf.extendedKeyUsage.isAbsent && leaf.canHaveExtensions ? "the certificate has no extended key usage" : nil
        }
    }
}
