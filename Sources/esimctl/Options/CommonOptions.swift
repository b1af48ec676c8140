import ArgumentParser
import Localization
import SGP22

/// The language of the text output.
struct LanguageOption: ParsableArguments {
    @Option(
        name: .customLong("lang"),
        help: "The language to answer in: en, es, zh. Default: LC_ALL, LC_MESSAGES or LANG."
    )
    var tag: String?

    /// The language that was asked for.
    var language: Language {
        tag.flatMap { Language(identifier: $0) } ?? Language(environment: Environment.locale)
    }

    func validate() throws {
        guard let tag, Language(identifier: tag) == nil else { return }
        throw ValidationError("--lang takes \(Language.allCases.map(\.rawValue).joined(separator: ", "))")
    }
}

/// Whether matching IDs are shown.
struct SecretOption: ParsableArguments {
    @Flag(name: .customLong("show-secrets"), help: "Show matching IDs, which are masked otherwise.")
    var showSecrets = false
}

extension Environment {
    /// The variables that say which language a person reads.
    static var locale: [String: String] {
        ["LC_ALL", "LC_MESSAGES", "LANG"].reduce(into: [:]) { $0[$1] = Environment[$1] }
    }
}

extension String {
    /// The text or, where a code may have been put in its place, the text without what may be secret.
    var redactedIfCode: String {
        contains("$") || contains("%24") ? ActivationCode.inspect(self).redactedInput : self
    }
}
