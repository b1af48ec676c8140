extension CertificateRule {
    static let crlDPMissing = CertificateRule(
        "crldp-missing",
        .warning,
        reference: "SGP.22 4.5.2.1, 4.6",
        title: "The certificate does not say where its CRL is",
        explanation: """
            Without the address of a CRL nobody can look whether the certificate was revoked. About one in thirty \
            live certificates has none.
            """,
        advice: "The CI ought to issue the next certificate with the address of its CRL.",
        scope: .gsma
    ) { examination in
        examination.remarksOnLeaf { leaf in
            leaf.crlDistributionPoints.isAbsent && leaf.canHaveExtensions
                ? "the certificate has no CRL distribution point" : nil
        }
    }
}
