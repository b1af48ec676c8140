import Localization
import SGP22

/// `validate` as a SARIF log.
struct SARIFReport: ValidationReport {
    private let strings = Language.english.strings
    private var log = SARIFLog(rules: ActivationCode.Rule.allCases.map { SARIFLog.Rule(RuleGuide($0)) })
    private var fingerprints = Fingerprints()

    let wantsFaultlessCodes = false

    mutating func add(_ code: CheckedCode) {
        for finding in code.findings {
            let problem = code.sentence(finding.problem, strings)
            let advice = strings.advice(finding.problem).map { " (\(strings.fixLabel): \($0))" } ?? ""
            log.add(
                SARIFLog.Result(
                    rule: finding.rule.rawValue,
                    severity: finding.severity,
                    message: problem + advice,
                    location: SARIFLog.Location(finding, code),
                    fingerprint: fingerprints.next(for: finding, of: code)
                )
            )
        }
    }

    mutating func pass(_ line: Span<UInt8>) {}

    mutating func finish(_ tally: Strings.Tally) throws {
        try log.finish()
    }
}

extension SARIFLog.Location {
    fileprivate init(_ finding: ActivationCode.Finding, _ code: CheckedCode) {
        guard let path = code.source.filePath else {
            self.init(name: "\(code.source.displayName):\(code.line)", kind: "parameter")
            return
        }
        let end = code.place(of: finding.offset + finding.length)
        self.init(
            path: path.redactedIfCode,
            from: code.place(of: finding.offset),
            to: end,
            member: code.innerPath?.redactedIfCode
        )
    }
}
