extension CertificateRule {
    static let policyMissing = CertificateRule(
        "policy-missing",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The certificate has no policy",
        explanation: """
            The policy says which role the certificate has in remote SIM provisioning. Without one, nobody can tell \
            a TLS certificate from one that signs profiles. A certificate of the public web has none of these.
            """,
        advice: """
            The CI has to issue the certificate anew with the policy of its role. Look whether the server has a \
            certificate of the public web where one of a GSMA CI belongs.
            """,
        scope: .gsma
    ) { examination in
        examination.remarksOnLeaf { leaf in
            guard leaf.canHaveExtensions, !leaf.certificatePolicies.isUnreadable else { return nil }
            guard leaf.certificatePolicies.value?.isEmpty ?? true else { return nil }
            let role = examination.expectations.use.role
            return
                "the certificate has no policy; \(role.objectIdentifier(.v2)?.description ?? "one"), \(role.name), is expected"
        }
    }
}
