import Localization
import SGP22

/// What is said about a code before it is drawn.
struct CodeRemarks {
    var strings: Strings
    /// Where the code stands, in front of each message.
    var place = ""

    /// The code in the form that is drawn; `nil`, and why, when it is refused.
    func codeToDraw(_ inspection: ActivationCode.Inspection) -> ActivationCode? {
        guard let code = inspection.code else {
            Diagnostics.say(place + strings.refusedToDraw(inspection.redactedInput))
            say(inspection)
            return nil
        }
        if inspection.findings.worst ?? .note > .note { say(inspection) }
        if let corrected = inspection.corrected {
            Diagnostics.say(place + strings.drewCorrected(corrected.description))
        }
        return code.canonical
    }

    /// Says what was found, and what would be right.
    func say(_ inspection: ActivationCode.Inspection) {
        for finding in inspection.findings {
            let severity = strings.severity(finding.severity)
            Diagnostics.say(place + "\(severity): \(strings.problem(finding.problem)) [\(finding.rule.rawValue)]")
            if let advice = strings.advice(finding.problem) { Diagnostics.hint(advice) }
        }
        if let suggestion = inspection.suggestion { Diagnostics.hint(strings.didYouMean(suggestion.description)) }
    }
}
