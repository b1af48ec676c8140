import SGP22

/// What there is to read about one rule, of whichever kind: its page in `Docs/Rules/` and its help in SARIF are made of this.
protocol RuleDocument {
    /// The id that reports print.
    var id: String { get }
    /// What is wrong, as a heading: no full stop.
    var title: String { get }
    /// Why it matters, in whole sentences.
    var text: String { get }
    /// How much a finding weighs as a rule.
    var severity: Severity { get }
    /// The whole page, in Markdown.
    var page: String { get }
}

extension RuleDocument {
    /// Where the rule's page is read on the web.
    var address: String { "\(RuleGuide.projectAddress)/blob/main/Docs/Rules/\(id).md" }
}
