extension CertificateRule {
    static let ekuExtra = CertificateRule(
        "eku-extra",
        .warning,
        reference: "SGP.22 4.5.2.1",
        title: "The certificate is for more than TLS",
        explanation: """
            SGP.22 lists serverAuth and clientAuth and nothing else. A certificate for more can be misused for more.
            """,
        advice: "The CI ought to issue the next certificate with serverAuth and clientAuth alone.",
        scope: .gsmaTLS
    ) { examination in
        examination.remarksOnLeaf { leaf in
            guard let purposes = leaf.extendedKeyUsage.value, !leaf.lacksServerAuthentication else { return nil }
            let extra = purposes.first { $0 != .serverAuthentication && $0 != .clientAuthentication }
            return extra.map { "the extended key usage has also \($0)" }
        }
    }
}
