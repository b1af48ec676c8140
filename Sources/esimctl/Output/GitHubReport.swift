import DocumentScanning
import Localization
import SGP22
import SystemPackage

/// `validate` as annotations; the closing line follows as plain text.
struct GitHubReport: ValidationReport {
    private let style: ReportStyle
    private var output = OutputBuffer(.standardOutput)

    init(_ style: ReportStyle) {
        self.style = style
    }

    let wantsFaultlessCodes = false

    mutating func add(_ code: CheckedCode) {
        for finding in code.findings { output.write(annotation(finding, of: code).command + "\n") }
    }

    mutating func pass(_ line: Span<UInt8>) {}

    mutating func finish(_ tally: Strings.Tally) throws {
        output.write(style.strings.summary(tally) + "\n")
        try output.flush()
    }

    private func annotation(_ finding: ActivationCode.Finding, of code: CheckedCode) -> GitHubAnnotation {
        let start = code.place(of: finding.offset)
        let end = code.place(of: finding.offset + finding.length)
        var message = code.sentence(finding.problem, style.strings).escapedForDisplay
        if let advice = style.strings.advice(finding.problem) { message += "\n\(style.strings.fixLabel): \(advice)" }
        if code.source.filePath == nil { message = "\(code.source.displayName):\(start.line): \(message)" }
        return GitHubAnnotation(
            severity: finding.severity,
            title: finding.rule.rawValue,
            message: message,
            place: code.source.filePath.map { ($0.redactedIfCode, start, end) }
        )
    }
}
