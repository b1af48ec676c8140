import DocumentScanning
import Localization
import SGP22
import SystemPackage

/// Workflow commands that GitHub shows as annotations at the line; the closing line follows as plain text.
struct GitHubReport: ValidationReport {
    private let style: ReportStyle
    private var output = OutputBuffer(.standardOutput)

    init(_ style: ReportStyle) {
        self.style = style
    }

    let wantsFaultlessCodes = false

    mutating func add(_ code: CheckedCode) {
        for finding in code.findings { output.write(command(finding, of: code) + "\n") }
    }

    mutating func pass(_ line: Span<UInt8>) {}

    mutating func finish(_ tally: Strings.Tally) throws {
        output.write(style.strings.summary(tally) + "\n")
        try output.flush()
    }

    private func command(_ finding: ActivationCode.Finding, of code: CheckedCode) -> String {
        let name =
            switch finding.severity {
            case .error: "error"
            case .warning: "warning"
            case .note: "notice"
            }
        let start = code.place(of: finding.offset)
        let end = code.place(of: finding.offset + finding.length)
        var properties: [(String, String)] = []
        if let path = code.source.filePath {
            properties = [("file", path), ("line", "\(start.line)"), ("col", "\(start.column)")]
            properties += [("endLine", "\(end.line)")]
            if end.line == start.line && end.column > start.column {
                properties += [("endColumn", "\(end.column - 1)")]
            }
        }
        properties += [("title", finding.rule.rawValue)]
        var message = code.sentence(finding.problem, style.strings).escapedForDisplay
        if let advice = style.strings.advice(finding.problem) { message += "\n\(style.strings.fixLabel): \(advice)" }
        if code.source.filePath == nil { message = "\(code.source.displayName):\(start.line): \(message)" }
        let list = properties.map { "\($0)=\($1.escapedProperty)" }.joined(separator: ",")
        return "::\(name) \(list)::\(message.escapedData)"
    }
}

extension String {
    /// As the runner's `unescapeData` reads it back.
    fileprivate var escapedData: String {
        replacing("%", with: "%25").escaping("\r", as: "%0D").escaping("\n", as: "%0A")
    }

    /// As the runner's `unescapeProperty` reads it back.
    fileprivate var escapedProperty: String {
        escapedData.escaping(":", as: "%3A").escaping(",", as: "%2C")
    }

    /// Scalar by scalar: for `Character`, CR LF is one that is neither.
    private func escaping(_ scalar: Unicode.Scalar, as text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for one in unicodeScalars {
            if one == scalar { escaped += text.unicodeScalars } else { escaped.append(one) }
        }
        return String(escaped)
    }
}
