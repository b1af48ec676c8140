extension CertificateRule {
    static let ekuNotCritical = CertificateRule(
        "eku-not-critical",
        .warning,
        reference: "SGP.22 4.5.2.1",
        title: "The extended key usage is not critical",
        explanation: "SGP.22 has it marked as critical, unlike the public web. Phones take it as it is.",
        advice: "The CI ought to mark the extended key usage as critical in the next certificate.",
        scope: .gsmaTLS
    ) { examination in
        examination.remarksOnLeaf { leaf in
            leaf.extendedKeyUsage.value == nil || leaf.extendedKeyUsage.isCritical
                ? nil : "the extended key usage is not marked as critical"
        }
    }
}
