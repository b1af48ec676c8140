import Localization
import SGP22
import TestSupport
import Testing

@Suite struct `An explanation` {
    /// A code, and the file that its explanation is kept in.
    struct Sample: CustomTestStringConvertible {
        var testDescription: String
        var code: String
    }

    static let secret = "K7QX2-9MHTB"
    static let samples = [
        Sample(
            testDescription: "all-fields",
            code: "LPA:1$smdp.example.com$\(secret)$1.3.6.1.4.1.31746$1$1A2B3C4D$0123456789ABCDEF$MORE"
        ),
        Sample(testDescription: "bare", code: "LPA:1$smdp.example.com$"),
        Sample(testDescription: "lenient", code: " lpa:1$SMDP.Example.com.$k7qx2-9mhtb$$ "),
        Sample(testDescription: "refused", code: "LPA:1$https://smdp.example.com$\(secret)$1"),
    ]

    /// The explanation as a page, with every finding, as a command would print it.
    private func page(_ code: String, in language: Language, showingSecrets: Bool = false) -> String {
        let inspection = ActivationCode.inspect(code)
        let explanation = Explanation(of: inspection, in: language, showingSecrets: showingSecrets)
        let strings = language.strings
        var lines = [explanation.verdict]
        for finding in inspection.findings {
            lines.append("  \(strings.severity(finding.severity)): \(strings.problem(finding.problem))")
            if let advice = strings.advice(finding.problem) { lines.append("    \(strings.fixLabel): \(advice)") }
        }
        if let suggestion = inspection.suggestion { lines.append("  " + strings.didYouMean(suggestion.description)) }
        lines += explanation.fields.flatMap { ["\($0.name): \($0.value)", "  \($0.meaning)"] }
        for (heading, items) in [
            (strings.explanation.atDownload, explanation.steps), (strings.explanation.byHand, explanation.entries),
        ] where !items.isEmpty {
            lines.append(heading)
            lines += items.map { "  " + $0 }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test(arguments: Language.allCases, samples)
    func `reads like this`(language: Language, sample: Sample) throws {
        try expectSnapshot(
            page(sample.code, in: language),
            "localization/\(sample.testDescription).\(language.rawValue).txt"
        )
    }

    @Test(arguments: Language.allCases, samples)
    func `hides the matching ID`(language: Language, sample: Sample) {
        #expect(!page(sample.code, in: language).uppercased().contains(Self.secret))
    }

    @Test(arguments: Language.allCases)
    func `shows the matching ID when asked`(language: Language) {
        let inspection = ActivationCode.inspect("LPA:1$smdp.example.com$\(Self.secret)")
        let shown = Explanation(of: inspection, in: language, showingSecrets: true)
        #expect(shown.fields.contains { $0.value == Self.secret })
        #expect(shown.entries.allSatisfy { $0.contains(Self.secret) })
        #expect(!shown.fields.contains { $0.value.contains("****") })

        let hidden = Explanation(of: inspection, in: language, showingSecrets: false)
        #expect(hidden.fields.contains { $0.value.hasPrefix("****") })
        #expect(hidden.entries.allSatisfy { $0.contains("****") })
    }

    @Test(arguments: Language.allCases, samples)
    func `is made of whole sentences`(language: Language, sample: Sample) {
        let inspection = ActivationCode.inspect(sample.code)
        let explanation = Explanation(of: inspection, in: language, showingSecrets: false)
        let end = language == .chinese ? "。" : "."
        for sentence in explanation.fields.map(\.meaning) + explanation.steps { #expect(sentence.hasSuffix(end)) }
    }

    @Test(arguments: Language.allCases)
    func `of a refused code is only the verdict`(language: Language) {
        let explanation = Explanation(of: ActivationCode.inspect("no code"), in: language, showingSecrets: true)
        #expect(explanation.verdict == language.strings.explanation.isRefused)
        #expect(explanation.fields.isEmpty && explanation.steps.isEmpty && explanation.entries.isEmpty)
    }
}
