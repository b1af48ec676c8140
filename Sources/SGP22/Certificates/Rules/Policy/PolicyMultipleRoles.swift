extension CertificateRule {
    static let policyMultipleRoles = CertificateRule(
        "policy-multiple-roles",
        .error,
        reference: "SGP.22 4.5.2.1, Annex H",
        title: "The certificate has more than one role",
        explanation: """
            Each role has its own certificate and key. With one for several, whoever gets into the TLS server can \
            sign profiles.
            """,
        advice: """
            The CI has to issue a certificate for each role, and the operator of the server to use a key of its own \
            for each.
            """,
        scope: .gsma
    ) { examination in
        examination.remarksOnLeaf { leaf in
            guard let policies = leaf.certificatePolicies.value, policies.count > 1 else { return nil }
            let roles = leaf.roles
            guard let first = roles.first?.role, roles.contains(where: { $0.role != first }) else { return nil }
            let isRightAmongThem = roles.contains { $0.role == examination.expectations.use.role }
            return isRightAmongThem
                ? "the certificate has the roles \(roles.prefix(10).map(\.role.name).joined(separator: ", "))" : nil
        }
    }
}
