import Localization
import SGP22

/// What is said about a code before it is drawn.
struct CodeRemarks {
    var strings: Strings

    /// The code in the form that is drawn; `nil`, and why, when it is refused.
    func codeToDraw(_ inspection: ActivationCode.Inspection, _ messages: inout Messages) -> ActivationCode? {
        guard let code = inspection.code else {
            messages.say(strings.refusedToDraw(inspection.redactedInput))
            add(inspection, to: &messages)
            return nil
        }
        if inspection.findings.worst ?? .note > .note { add(inspection, to: &messages) }
        if let corrected = inspection.corrected { messages.say(strings.drewCorrected(corrected.description)) }
        return code.canonical
    }

    /// Says what was found, and what would be right.
    func add(_ inspection: ActivationCode.Inspection, to messages: inout Messages) {
        for finding in inspection.findings {
            let severity = strings.severity(finding.severity)
            messages.say("\(severity): \(strings.problem(finding.problem)) [\(finding.rule.rawValue)]")
            if let advice = strings.advice(finding.problem) { messages.hint(advice) }
        }
        if let suggestion = inspection.suggestion { messages.hint(strings.didYouMean(suggestion.description)) }
    }
}
