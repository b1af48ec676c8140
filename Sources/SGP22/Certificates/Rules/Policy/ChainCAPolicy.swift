extension CertificateRule {
    static let chainCAPolicy = CertificateRule(
        "chain-ca-policy",
        .error,
        reference: "SGP.22 4.5.2.1, Annex H",
        title: "A CA of the chain has not the policy of its role",
        explanation: """
            A CI has the role .0, its SubCA .0.0, the SubCA of an SM-DP+ .0.0.1 (of an SM-DS .0.0.2), all under \
            2.23.146.1.2.1. A SubCA with another role, such as a manufacturer's, must not issue certificates of \
            servers.
            """,
        advice: "The CI has to issue the SubCA's certificate anew with the policy of its role.",
        scope: .gsma
    ) { examination in
        var remarks: [Remark] = []
        for position in examination.subCAPositions {
            let certificate = examination.links[position].certificate
            // What is no CA at all, or stands above one that is missing, is another rule's.
            guard certificate.isCA, certificate.canHaveExtensions, !certificate.isSelfIssued else { continue }
            guard !certificate.certificatePolicies.isUnreadable else { continue }
            let isLast = position == 1
            let fits = certificate.roles.contains { found in
                found.role == .ciSubCA || (isLast && (found.role == .dpSubCA || found.role == .dsSubCA))
            }
            guard !fits else { continue }
            let found = (certificate.certificatePolicies.value ?? []).prefix(10).map(\.description).joined(
                separator: ", "
            )
            remarks.append(Remark("the SubCA has \(found.isEmpty ? "no policy" : "the policy \(found)")", at: position))
        }
        guard let anchor = examination.anchorPosition else { return remarks }
        let root = examination.links[anchor].certificate
        if let policies = root.certificatePolicies.value, !policies.isEmpty {
            if !root.roles.contains(where: { $0.role == .ci }) && root.isSelfIssued {
                remarks.append(
                    Remark(
                        "the root has the policy \(policies.prefix(10).map(\.description).joined(separator: ", ")), and not that of a CI",
                        at: anchor
                    )
                )
            }
        } else if root.certificatePolicies.isAbsent && root.isSelfIssued {
            remarks.append(Remark("the root has no policy", at: anchor, severity: .note))
        }
        return remarks
    }
}
