extension CertificateRule {
    static let certExpiresSoon = CertificateRule(
        "cert-expires-soon",
        .warning,
        reference: "SGP.22 4.5.2.2",
        title: "The certificate expires soon",
        explanation: """
            A CI takes days or weeks to issue a certificate, and from the last second on no phone can download. \
            `--expires-in` says how many days are soon.
            """,
        advice: "The operator of the server has to order the next certificate now."
    ) { examination in
        let at = examination.expectations.at
        let limit = at.adding(days: examination.expectations.expiryWarningDays)
        return examination.remarksOnLeaf { leaf in
            let end = leaf.notAfter.date
            guard leaf.notBefore.date <= at, at <= end, end < limit, leaf.hasValidity else { return nil }
            let days = at.days(until: end)
            return "the certificate expires at \(end), in \(days == 1 ? "1 day" : "\(days) days")"
        }
    }
}
