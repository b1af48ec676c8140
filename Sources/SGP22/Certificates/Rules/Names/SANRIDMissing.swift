extension CertificateRule {
    static let sanRIDMissing = CertificateRule(
        "san-rid-missing",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The certificate has no SM-DP+ OID",
        explanation: """
            The OID that identifies the SM-DP+ is among the alternative names, as a registered ID. Phones compare it \
            with the one in the activation code, and with the other certificates of the server.
            """,
        advice: "The CI has to issue the certificate anew with the SM-DP+ OID.",
        scope: .gsma
    ) { examination in
        examination.remarksOnLeaf { leaf in
            guard let names = leaf.subjectAlternativeNames.value, !names.isEmpty else { return nil }
            return names.contains { $0.registeredID != nil }
                ? nil : "there is no registered ID, the SM-DP+ OID, among the alternative names"
        }
    }
}
