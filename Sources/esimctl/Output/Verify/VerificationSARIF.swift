import SGP22

/// `verify` as a SARIF log: a server is a logical place, a file of certificates one of the checkout.
struct VerificationSARIF: VerificationReport {
    private var log = SARIFLog(rules: CertificateRule.all.map(SARIFLog.Rule.init))

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

extension SARIFLog.Rule {
    fileprivate init(_ rule: CertificateRule) {
        self.init(
            id: rule.id,
            title: rule.title,
            text: rule.explanation,
            page: "\(rule.explanation)\n\n\(rule.advice)",
            address: "\(RuleGuide.projectAddress)/blob/main/Docs/Rules/\(rule.id).md",
            severity: rule.severity
        )
    }
}
