extension CertificateRule {
    static let policyRole = CertificateRule(
        "policy-role",
        .error,
        reference: "SGP.22 4.5.2.1, Annex H",
        title: "The certificate is of another role",
        explanation: """
            The policy of the certificate names another role than the one it is used in, or none of SGP.22's. The \
            usual cause is a server with three certificates, for TLS, authentication and profile binding, that were \
            mixed up. Names of roles differ between v2 and v3: compare the numbers.
            """,
        advice: """
            The operator of the server has to install the certificate that the CI has issued for this role. `--role` \
            says which one is expected here.
            """,
        scope: .gsma
    ) { examination in
        let role = examination.expectations.use.role
        var remarks = examination.remarksOnLeaf { leaf in
            guard let policies = leaf.certificatePolicies.value, !policies.isEmpty else { return nil }
            let roles = leaf.roles
            let fits = roles.contains { found in
                found.role == role && (found.numbering == .v2 || examination.expectations.specification == .v3)
            }
            guard !fits else { return nil }
            let expected = examination.expectations.specification == .v3 ? RSPRole.Numbering.allCases : [.v2]
            let numbers = expected.compactMap { role.objectIdentifier($0)?.description }.joined(separator: " or ")
            let found = policies.prefix(10).map { policy in
                RSPRole.role(of: policy).map { "\(policy), \($0.role.name)" } ?? "\(policy), which is no role"
            }
            return "the policy is \(found.joined(separator: "; ")); expected is \(numbers), \(role.name)"
        }
        if examination.expectations.use != .tls, remarks.isEmpty, let policies = examination.leaf?.certificatePolicies,
            policies.value?.isEmpty == false, !policies.isCritical
        {
            remarks.append(
                Remark(
                    "the policy is not marked as critical, as it is in certificates for signing",
                    at: 0,
                    severity: .warning
                )
            )
        }
        return remarks
    }
}
