extension CertificateRule {
    static let kuExtra = CertificateRule(
        "ku-extra",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The key is for more than signatures",
        explanation: """
            The key usage of a server is digitalSignature alone. A key that may do more can be misused for more.
            """,
        advice: "The CI has to issue the certificate anew with digitalSignature alone."
    ) { examination in
        let remarks =
            examination.followsGSMA
            ? examination.remarksOnLeaf { leaf in
                guard let usage = leaf.keyUsage.value, usage.contains(.digitalSignature) else { return nil }
                let extra = usage.subtracting(.digitalSignature)
                // A leaf that is a CA's is one fault, with all that belongs to a CA.
                if extra.isEmpty || (leaf.isCA && extra.isSubset(of: [.keyCertSign, .cRLSign])) { return nil }
                return "the key usage has also \(extra.names.joined(separator: ", "))"
            } : []
        return examination.withObjections("ku-extra", remarks)
    }
}
