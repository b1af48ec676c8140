extension CertificateRule {
    static let policyVariant = CertificateRule(
        "policy-variant",
        .warning,
        reference: "SGP.22 Annex H",
        title: "The numbers of v2 and v3 are mixed",
        explanation: """
            SGP.22 v3 has numbered the roles anew. Certificates under a SubCA (variants A, B and C) have the new \
            numbers; the old ones belong to variant O, which a CI signs itself. A phone may look for one kind only.
            """,
        advice: "The CI ought to issue the certificate anew with the numbers of one variant.",
        scope: .gsma
    ) { examination in
        examination.remarksOnLeaf { leaf in
            guard let policies = leaf.certificatePolicies.value, !policies.isEmpty else { return nil }
            let roles = leaf.roles
            let role = examination.expectations.use.role
            let (hasOld, hasNew) = (
                roles.contains { $0.role == role && $0.numbering == .v2 },
                roles.contains { $0.role == role && $0.numbering == .v3 }
            )
            if hasOld && hasNew { return "the role stands there with its number of v2 and with that of v3" }
            guard hasOld, let number = role.objectIdentifier(.v2) else { return nil }
            let isBelowSubCA = examination.subCAPositions.contains {
                examination.links[$0].certificate.isCA && !examination.links[$0].certificate.isSelfIssued
            }
            return isBelowSubCA ? "the policy is \(number), of v2, below a SubCA, which only v3 has" : nil
        }
    }
}
