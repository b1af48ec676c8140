import DocumentScanning
import Localization
import SGP22

/// `validate` as JUnit's XML: a suite for each file, a case for each code; what reaches the threshold is a failure, the rest
/// is output of the case.
struct JUnitReport: ValidationReport {
    private let style: ReportStyle
    private var log = JUnitLog(name: "esimctl validate")

    init(_ style: ReportStyle) {
        self.style = style
    }

    let wantsFaultlessCodes = true

    mutating func add(_ code: CheckedCode) {
        let place = code.symbol == nil ? "\(code.line):\(code.start.column)" : code.innerPath ?? ""
        var testCase = JUnitLog.Case(
            suite: code.source.displayName,
            name: "\(place) \(code.inspection.redactedInput)"
        )
        let failures = code.findings.filter { style.threshold.isReached(by: $0.severity) }
        if let first = failures.max(by: { $0.severity < $1.severity }) {
            testCase.outcome = .failed(
                type: first.rule.rawValue,
                message: code.sentence(first.problem, style.strings),
                text: lines(failures, code)
            )
        }
        let rest = code.findings.filter { !style.threshold.isReached(by: $0.severity) }
        if !rest.isEmpty { testCase.output = lines(rest, code) }
        log.add(testCase)
    }

    mutating func pass(_ line: Span<UInt8>) {}

    mutating func finish(_ tally: Strings.Tally) throws {
        try log.finish()
    }

    private func lines(_ findings: [ActivationCode.Finding], _ code: CheckedCode) -> String {
        findings.map { TextReport.line($0, of: code, style) }.joined(separator: "\n")
    }
}
