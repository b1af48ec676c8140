import SGP22

/// `verify` as a SARIF log: a server is a logical place, a file of certificates one of the checkout.
struct VerificationSARIF: VerificationReport {
    private var log = SARIFLog(rules: CertificateRule.all.map { SARIFLog.Rule(CertificateRuleGuide($0)) })

    mutating func add(_ target: VerifiedTarget) {
        for finding in target.findings {
            log.add(
                SARIFLog.Result(
                    rule: finding.rule,
                    severity: finding.severity,
                    message: "\(target.name): \(finding.message) (what to do: \(finding.advice))",
                    location: SARIFLog.Location(name: target.name, kind: "resource"),
                    fingerprint: Fingerprints.hash([finding.rule, target.name, "\(finding.position ?? -1)"])
                )
            )
        }
    }

    mutating func finish(_ tally: VerificationTally) throws {
        try log.finish()
    }
}
