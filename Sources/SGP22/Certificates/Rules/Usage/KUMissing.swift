extension CertificateRule {
    static let kuMissing = CertificateRule(
        "ku-missing",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The key usage is missing",
        explanation: """
            The certificate does not say what its key is for. It has to be for signatures, and for nothing else.
            """,
        advice: "The CI has to issue the certificate anew with the key usage digitalSignature, marked as critical.",
        scope: .gsma
    ) { examination in
        examination.remarksOnLeaf { leaf in
            leaf.keyUsage.isAbsent && leaf.canHaveExtensions ? "the certificate has no key usage" : nil
        }
    }
}
