public import SGP22

/// An activation code in words: what each field means for the person who has it, and what will happen at download.
public struct Explanation: Hashable, Sendable {
    /// One field, or one step.
    public struct Item: Hashable, Sendable {
        /// The field's name.
        public var name: String
        /// What it holds, ready to be shown.
        public var value: String
        /// What that means, in a sentence or two.
        public var meaning: String
    }

    /// Whether the code is good.
    public var verdict: String
    /// Every field that a reader knows, in the order of the code; empty when the code is refused.
    public var fields: [Item] = []
    /// What happens at download, step by step; empty when the code is refused.
    public var steps: [String] = []
    /// How to type the code; empty when it is refused.
    public var entries: [String] = []

    /// Explains what `inspection` has found, in `language`.
    public init(of inspection: ActivationCode.Inspection, in language: Language, showingSecrets: Bool) {
        let words = language.strings.explanation
        guard let code = inspection.code else {
            verdict = words.isRefused
            return
        }
        verdict = inspection.isAccepted(by: .strict) ? words.isStrict : words.isLenient
        fields = Self.fields(of: code, words, showingSecrets: showingSecrets)
        steps = [
            words.needsConnection,
            words.connects(code.smdpAddress.hostName),
            code.requiresConfirmationCode ? words.asksForConfirmationCode : words.mayAskForConfirmationCode,
            words.asksForConsent,
            words.worksOnce,
        ]
        let matchingID = showingSecrets ? code.matchingID.secretText : code.matchingID.description
        let text = code.canonical.text(.manualEntry, showingSecrets: showingSecrets)
        entries = [
            words.oneField(text),
            words.twoFields(code.canonical.smdpAddress.description, matchingID.isEmpty ? words.leaveEmpty : matchingID),
        ]
    }

    private static func fields(of code: ActivationCode, _ words: ExplanationStrings, showingSecrets: Bool) -> [Item] {
        func item(_ field: ActivationCode.Field, _ value: String, _ meaning: String) -> Item {
            Item(name: words.fieldName(field), value: value, meaning: meaning)
        }
        func shown(_ parameter: ActivationCode.Parameter) -> String {
            showingSecrets ? parameter.description : words.masked("****")
        }
        let mask = words.masked(code.matchingID.description)
        var items = [
            item(.format, "1", words.format),
            item(.smdpAddress, code.smdpAddress.description, words.smdpAddress),
            code.matchingID.isEmpty
                ? item(.matchingID, words.absent, words.emptyMatchingID)
                : item(.matchingID, showingSecrets ? code.matchingID.secretText : mask, words.matchingID),
            item(
                .smdpOID,
                code.smdpOID?.description ?? words.absent,
                code.smdpOID == nil ? words.noOID : words.smdpOID
            ),
            code.requiresConfirmationCode
                ? item(.confirmationCodeRequiredFlag, words.required, words.confirmationCodeRequired)
                : item(.confirmationCodeRequiredFlag, words.absent, words.confirmationCodeNotStated),
        ]
        if let indicator = code.ciPKIndicator {
            items.append(
                item(
                    .ciPKIndicator,
                    indicator.isHexadecimal ? indicator.description : shown(indicator),
                    words.ciPKIndicator
                )
            )
        }
        if let notification = code.deleteNotification {
            items.append(item(.deleteNotification, shown(notification), words.deleteNotification))
        }
        if !code.extra.isEmpty {
            items.append(
                item(
                    .extra,
                    showingSecrets ? code.extra.map(\.description).joined(separator: " ") : words.masked("****"),
                    words.extra
                )
            )
        }
        return items
    }
}
