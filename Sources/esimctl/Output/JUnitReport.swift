import DocumentScanning
import Localization
import SGP22
import SystemPackage

/// JUnit's XML: a test suite for each file, a test case for each code; what reaches the threshold is a failure, the rest is
/// output of the case.
struct JUnitReport: ValidationReport {
    private let style: ReportStyle
    private var output = OutputBuffer(.standardOutput)
    private var suite: Suite?

    /// The cases of one source, kept until it ends: their number stands in front of them.
    private struct Suite {
        var source: CodeSource
        var tests = 0
        var failures = 0
        var cases = ""
    }

    init(_ style: ReportStyle) {
        self.style = style
        output.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"esimctl validate\">\n")
    }

    let wantsFaultlessCodes = true

    mutating func add(_ code: CheckedCode) {
        if suite?.source.displayName != code.source.displayName {
            endSuite()
            suite = Suite(source: code.source)
        }
        suite?.tests += 1
        let failures = code.findings.filter { style.threshold.isReached(by: $0.severity) }
        if !failures.isEmpty { suite?.failures += 1 }
        let text = testCase(code, failures)
        suite?.cases += text
    }

    mutating func pass(_ line: Span<UInt8>) {}

    mutating func finish(_ tally: Strings.Tally) throws {
        endSuite()
        output.write("</testsuites>\n")
        try output.flush()
    }

    private mutating func endSuite() {
        guard let suite else { return }
        let name = suite.source.displayName.escapedForXML
        output.write("<testsuite name=\"\(name)\" tests=\"\(suite.tests)\" failures=\"\(suite.failures)\"")
        output.write(" errors=\"0\" skipped=\"0\">\n\(suite.cases)</testsuite>\n")
        self.suite = nil
    }

    /// One failure at most: readers of the format take no second one.
    private func testCase(_ code: CheckedCode, _ failures: [ActivationCode.Finding]) -> String {
        let place = code.symbol == nil ? "\(code.line):\(code.start.column)" : code.innerPath ?? ""
        let name = "\(place) \(code.inspection.redactedInput)"
        let head = "<testcase classname=\"\(code.source.displayName.escapedForXML)\" name=\"\(name.escapedForXML)\""
        guard !code.findings.isEmpty else { return head + "/>\n" }
        var body = ""
        if let first = failures.max(by: { $0.severity < $1.severity }) {
            let message = code.sentence(first.problem, style.strings).escapedForXML
            let text = lines(failures, code).escapedForXML
            body += "<failure type=\"\(first.rule.rawValue)\" message=\"\(message)\">\(text)</failure>\n"
        }
        let rest = code.findings.filter { !style.threshold.isReached(by: $0.severity) }
        if !rest.isEmpty { body += "<system-out>\(lines(rest, code).escapedForXML)</system-out>\n" }
        return "\(head)>\n\(body)</testcase>\n"
    }

    private func lines(_ findings: [ActivationCode.Finding], _ code: CheckedCode) -> String {
        findings.map { TextReport.line($0, of: code, style) }.joined(separator: "\n")
    }
}

extension String {
    /// Nothing that XML 1.0 forbids or reads as markup; line ends stay.
    fileprivate var escapedForXML: String {
        var escaped = ""
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            if line.startIndex != startIndex { escaped += "\n" }
            for character in String(line).escapedForDisplay.unicodeScalars {
                switch character {
                case "&": escaped += "&amp;"
                case "<": escaped += "&lt;"
                case ">": escaped += "&gt;"
                case "\"": escaped += "&quot;"
                default: escaped.unicodeScalars.append(character)
                }
            }
        }
        return escaped
    }
}
