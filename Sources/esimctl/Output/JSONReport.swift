import DocumentScanning
import Localization
import SGP22
import SystemPackage

/// One JSON document, `esimctl.validate/1`, in the field's spelling and always in English; written as it grows.
struct JSONReport: ValidationReport {
    private let style: ReportStyle
    private var output = JSONOutput()
    private var isFirst = true

    init(_ style: ReportStyle) {
        self.style = ReportStyle(strings: Language.english.strings, showsSecrets: style.showsSecrets)
    }

    let wantsFaultlessCodes = true

    mutating func add(_ code: CheckedCode) {
        output.write(isFirst ? "{\"schema\":\"esimctl.validate/1\",\n\"results\":[\n" : ",\n")
        isFirst = false
        output.write(Result(code, style))
    }

    mutating func pass(_ line: Span<UInt8>) {}

    mutating func finish(_ tally: Strings.Tally) throws {
        output.write(isFirst ? "{\"schema\":\"esimctl.validate/1\",\n\"results\":[" : "\n")
        output.write("],\n\"summary\":")
        output.write(
            Summary(checked: tally.checked, valid: tally.valid, warnings: tally.warnings, invalid: tally.invalid)
        )
        output.write("}\n")
        try output.flush()
    }
}

extension JSONReport {
    private struct Summary: Encodable {
        var checked, valid, warnings, invalid: Int
    }

    private struct Result: Encodable {
        var source: String
        var line: Int
        var column: Int
        /// Left out where a file has no inner structure.
        var path: String?
        var input: String
        var verdict: String
        var strict, lenient: Bool
        @Nullable var code: Code?
        var findings: [Finding]
        @Nullable var fixed: String?
        @Nullable var suggestion: String?

        init(_ checked: CheckedCode, _ style: ReportStyle) {
            let inspection = checked.inspection
            source = checked.source.name.redactedIfCode
            line = checked.line
            column = checked.start.column
            path = checked.innerPath?.redactedIfCode
            input = style.showsSecrets ? String(decoding: checked.input, as: UTF8.self) : inspection.redactedInput
            verdict = checked.verdict.rawValue
            strict = inspection.isAccepted(by: .strict)
            lenient = inspection.isAccepted(by: .lenient)
            code = inspection.code.map { Code($0, style) }
            findings = checked.findings.map { Finding($0, style) }
            fixed = inspection.corrected.map(style.text)
            suggestion = inspection.suggestion.map(style.text)
        }
    }

    struct Code: Encodable {
        var format = "1"
        var smdpAddress, matchingId: String
        @Nullable var smdpOid: String?
        var confirmationCodeRequired: Bool
        @Nullable var ciPkIndicator: String?
        @Nullable var deleteNotification: String?
        var extra: [String]

        init(_ code: ActivationCode, _ style: ReportStyle) {
            smdpAddress = code.smdpAddress.description
            matchingId = style.showsSecrets ? code.matchingID.secretText : code.matchingID.description
            smdpOid = code.smdpOID?.description
            confirmationCodeRequired = code.requiresConfirmationCode
            ciPkIndicator = code.ciPKIndicator.map { $0.isHexadecimal ? $0.description : style.text($0) }
            deleteNotification = code.deleteNotification.map(style.text)
            extra = code.extra.map(style.text)
        }
    }

    struct Finding: Encodable {
        var rule, severity: String
        var offset, length: Int
        var message, reference: String
        @Nullable var fix: String?

        init(_ finding: ActivationCode.Finding, _ style: ReportStyle) {
            rule = finding.rule.rawValue
            severity = finding.severity.rawValue
            offset = finding.offset
            length = finding.length
            message = style.strings.problem(finding.problem)
            reference = finding.rule.reference
            fix = style.strings.advice(finding.problem)
        }
    }
}

/// An optional whose absence is written as `null` rather than left out.
@propertyWrapper
struct Nullable<Value: Encodable>: Encodable {
    var wrappedValue: Value?

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue)
    }
}
