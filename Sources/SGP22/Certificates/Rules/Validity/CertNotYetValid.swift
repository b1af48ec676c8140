extension CertificateRule {
    static let certNotYetValid = CertificateRule(
        "cert-not-yet-valid",
        .error,
        reference: "SGP.22 4.5.2.2",
        title: "The certificate is not valid yet",
        explanation: """
            Phones refuse a certificate whose first date lies ahead, because of the certificate or of their own \
            clock.
            """,
        advice: """
            The operator of the server has to wait, or go on with the old certificate until then. Look first whether \
            the clock here, or the time given with `--at`, is right.
            """
    ) { examination in
        examination.remarksOnLeaf { leaf in
            guard leaf.hasValidity, examination.expectations.at < leaf.notBefore.date else { return nil }
            return
                "the certificate is valid only from \(leaf.notBefore.date) on, which is after \(examination.expectations.at)"
        }
    }
}
