import DocumentScanning
import Localization
import SGP22
import SystemPackage

/// What all reports are told about how to say things.
struct ReportStyle {
    var strings: Strings
    var showsSecrets: Bool
    /// From which severity on a finding counts as a failure.
    var threshold = FailureThreshold.error

    /// `code` with or without its matching ID.
    func text(_ code: ActivationCode) -> String { code.text(.qr, showingSecrets: showsSecrets) }

    /// What a field holds that may be secret, or its mask.
    func text(_ parameter: ActivationCode.Parameter) -> String {
        showsSecrets || parameter.isEmpty ? parameter.description : "****"
    }

    /// Says what would be right: the corrected form, or what may have been meant.
    func betterForm(of inspection: ActivationCode.Inspection) -> String? {
        inspection.corrected.map { strings.corrected(text($0)) }
            ?? inspection.suggestion.map { strings.didYouMean(text($0)) }
    }
}

/// Findings as compilers print them, `file:line:column: severity: what [RULE]`, and a closing line.
struct TextReport: ValidationReport {
    private let style: ReportStyle
    private var output: OutputBuffer

    init(_ style: ReportStyle, to descriptor: FileDescriptor) {
        self.style = style
        output = OutputBuffer(descriptor)
    }

    let wantsFaultlessCodes = false

    mutating func add(_ code: CheckedCode) {
        for finding in code.findings {
            output.write(Self.line(finding, of: code, style).escapedForDisplay + "\n")
            if let advice = style.strings.advice(finding.problem) {
                output.write("  \(style.strings.fixLabel): \(advice)\n")
            }
        }
        if code.verdict != .valid, let better = style.betterForm(of: code.inspection) {
            output.write("  \(better.escapedForDisplay)\n")
        }
    }

    static func line(_ finding: ActivationCode.Finding, of code: CheckedCode, _ style: ReportStyle) -> String {
        let start = code.place(of: finding.offset)
        let place = "\(code.source.displayName):\(start.line):\(start.column)"
        let severity = style.strings.severity(finding.severity)
        return "\(place): \(severity): \(code.sentence(finding.problem, style.strings)) [\(finding.rule.rawValue)]"
    }

    mutating func pass(_ line: Span<UInt8>) {}

    mutating func finish(_ tally: Strings.Tally) throws {
        output.write(style.strings.summary(tally) + "\n")
        try output.flush()
    }
}
