extension CertificateRule {
    static let validityTooLong = CertificateRule(
        "validity-too-long",
        .warning,
        reference: "SGP.26",
        title: "The certificate is valid for too long",
        explanation: """
            TLS certificates are issued for 398 days, those for signing for about three years. A key that is used \
            for longer is longer worth stealing, and a CRL is often the only way to end it.
            """,
        advice: """
            The operator of the server ought to get a certificate of the usual duration from its CI at the next \
            change.
            """,
        scope: .gsma
    ) { examination in
        let limit = examination.expectations.use == .tls ? 398 : 1100
        return examination.remarksOnLeaf { leaf in
            guard leaf.notBefore.date.adding(days: limit) < leaf.notAfter.date else { return nil }
            return
                "the certificate is valid for \(leaf.notBefore.date.days(until: leaf.notAfter.date)) days; usual are \(limit) at most"
        }
    }
}
