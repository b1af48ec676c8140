extension CertificateRule {
    static let issuerDNMismatch = CertificateRule(
        "issuer-dn-mismatch",
        .error,
        reference: "RFC 5280 6.1",
        title: "The issuer's key is right and its name is not",
        explanation: """
            The key that has signed is there, under another name than the certificate says: with its parts in \
            another order, or a space more. eUICCs compare keys and take it, so such servers are in use; programs \
            that follow RFC 5280, as LPAs do for TLS, refuse it.
            """,
        advice: """
            The CI has to issue the certificate anew with its own name as it is in its certificate. With \
            `--match-ci-by-key` this is only a warning.
            """
    ) { examination in
        guard case .otherName(let issuer, let isAnchor) = examination.breakOff,
            let last = examination.links.last?.certificate
        else {
            return examination.withObjections("issuer-dn-mismatch")
        }
        let message = "the certificate names “\(last.issuer)” as its issuer; the key is that of “\(issuer)”"
        let isTolerated = isAnchor && examination.expectations.matchesCIByKey
        return [Remark(message, at: examination.links.count - 1, severity: isTolerated ? .warning : nil)]
    }
}
