extension CertificateRule {
    static let timeEncoding = CertificateRule(
        "time-encoding",
        .warning,
        reference: "RFC 5280 4.1.2.5",
        title: "A date is written in the wrong form",
        explanation: """
            Dates up to 2049 are UTCTime with two digits for the year, later ones GeneralizedTime with four. Small \
            readers, such as those in eUICCs, know only the form that is due.
            """,
        advice: "The CI has to issue the certificate anew."
    ) { examination in
        let remarks = examination.remarksOnSubordinates { certificate in
            for (name, time) in [("notBefore", certificate.notBefore), ("notAfter", certificate.notAfter)]
            where time.isGeneralized != (time.date >= .year2050) {
                return "\(name), \(time.date), is written as \(time.isGeneralized ? "GeneralizedTime" : "UTCTime")"
            }
            return nil
        }
        return examination.withObjections("time-encoding", remarks).map { remark in
            let isUnreadable = examination.chain.path.problems.contains { problem in
                problem.position == remark.position && examination.rule(answeringFor: problem) == "time-encoding"
            }
            return Remark(remark.message, at: remark.position, severity: isUnreadable ? .error : nil)
        }
    }
}
