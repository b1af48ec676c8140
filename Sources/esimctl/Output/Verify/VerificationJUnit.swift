import SGP22

/// `verify` as JUnit's XML: a case for each target; what reaches the threshold is a failure, the rest is output of the case.
struct VerificationJUnit: VerificationReport {
    private let threshold: FailureThreshold
    private var log = JUnitLog(name: "esimctl verify")

    init(threshold: FailureThreshold) {
        self.threshold = threshold
    }

    mutating func add(_ target: VerifiedTarget) {
        var testCase = JUnitLog.Case(suite: "esimctl verify", name: target.name)
        let failures = target.findings.filter { threshold.isReached(by: $0.severity) }
        if let first = failures.first {
            testCase.outcome = .failed(type: first.rule, message: first.message, text: Self.text(failures))
        } else if case .unchecked(let reason) = target.outcome {
            testCase.outcome = .error(message: reason)
        }
        let rest = target.findings.filter { !threshold.isReached(by: $0.severity) }
        if !rest.isEmpty { testCase.output = Self.text(rest) }
        log.add(testCase)
    }

    mutating func finish(_ tally: VerificationTally) throws {
        try log.finish()
    }

    private static func text(_ findings: [CertificateFinding]) -> String {
        findings.map { "\(VerificationText.line($0))\n  what to do: \($0.advice)" }.joined(separator: "\n")
    }
}
