extension CertificateRule {
    static let kuNotCritical = CertificateRule(
        "ku-not-critical",
        .warning,
        reference: "SGP.22 4.5.2.1",
        title: "The key usage is not critical",
        explanation: "Not marked as critical, the key usage may be passed over by programs that do not know it.",
        advice: "The CI ought to mark the key usage as critical in the next certificate.",
        scope: .gsma
    ) { examination in
        examination.remarksOnLeaf { leaf in
            leaf.keyUsage.value == nil || leaf.keyUsage.isCritical ? nil : "the key usage is not marked as critical"
        }
    }
}
