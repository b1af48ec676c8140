import Localization
import SGP22

/// What there is to read about one rule for activation codes.
struct RuleGuide: RuleDocument {
    let rule: ActivationCode.Rule

    init(_ rule: ActivationCode.Rule) {
        self.rule = rule
    }

    /// Where the project is read on the web.
    static let projectAddress = "https://github.com/esim-toolkit/esim-toolkit"

    var id: String { rule.rawValue }

    var title: String { rule.text.title }

    var text: String { rule.text.why }

    /// How the lenient reading weighs it where it finds it in `example`.
    var severity: Severity { finding.severity }

    /// A text that breaks the rule.
    var example: String { rule.text.example }

    /// The rule's finding in the example.
    private var finding: ActivationCode.Finding {
        let example = Array(example.utf8)
        switch rule {
        case .duplicate: return .init(.duplicate(of: "codes.csv:3"), offset: 0, length: example.count)
        case .inClear: return .init(.inClear, offset: 0, length: example.count)
        default:
            let found = ActivationCode.inspect(utf8: example).findings.first { $0.rule == rule }
            guard let found else { preconditionFailure("the example of \(rule.rawValue) does not break it") }
            return found
        }
    }

    var page: String {
        let inspection = ActivationCode.inspect(example)
        let column = example.utf8.prefix(finding.offset).count { $0 & 0xC0 != 0x80 }
        var shown = example.escapedForDisplay
        if shown.count > 100 { shown = shown.prefix(40) + "…" + shown.suffix(10) }
        var page = """
            # \(rule.rawValue)

            \(title). Severity: \(severity.rawValue). Reference: \(rule.reference).

            \(text)

            ## Example

            ```
            \(shown)
            ```


            """
        for language in Language.allCases {
            let strings = language.strings
            page += "- \(language.rawValue), column \(column + 1): \(strings.problem(finding.problem))"
            if let advice = strings.advice(finding.problem) { page += " — \(strings.fixLabel): \(advice)" }
            page += "\n"
        }
        let strings = Language.english.strings
        if rule.isOfCodeAlone {
            if let corrected = inspection.corrected {
                page += "\n`--fix` writes `\(corrected.secretText())`.\n"
            } else if let suggestion = inspection.suggestion {
                page += "\n`esimctl` asks: \(strings.didYouMean("`\(suggestion.secretText())`"))?\n"
            }
        }
        return page + """

            ## To leave it be

            A comment `esimctl:ignore \(rule.rawValue)` in the same line or the one before (in a list: the one before), `ignore: [\(rule.rawValue)]` in
            `.esimctl.yml`, or a baseline: see [CI](../CI.md).

            """
    }
}
