extension CertificateRule {
    static let certExpired = CertificateRule(
        "cert-expired",
        .error,
        reference: "SGP.22 4.5.2.2",
        title: "The certificate has expired",
        explanation: """
            Phones refuse to download from a server whose certificate has expired. The last second that it names \
            still counts, as RFC 5280 has it; for OpenSSL it is over by then.
            """,
        advice: """
            The operator of the server has to get a new certificate from its CI and install it. If you have asked \
            for another time, with `--at`, look at that first.
            """
    ) { examination in
        examination.remarksOnLeaf { leaf in
            guard leaf.hasValidity, leaf.notAfter.date < examination.expectations.at else { return nil }
            let (end, moment) = (leaf.notAfter.date, examination.expectations.at)
            let days = end.days(until: moment)
            let distance = days == 0 ? "less than a day before" : days == 1 ? "a day before" : "\(days) days before"
            return "the certificate was valid until \(end), \(distance) \(moment)"
        }
    }
}
