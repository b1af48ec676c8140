import ArgumentParser
import Localization
import SGP22

/// The language of the text output.
struct LanguageOption: ParsableArguments {
    @Option(
        name: .customLong("lang"),
        help: "The language to answer in: en, es, zh. Default: LC_ALL, LC_MESSAGES or LANG.",
        completion: .list(Language.allCases.map(\.rawValue))
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
    /// The text of a path or, where a code has been put in its place, the text without what may be secret.
    var redactedIfCode: String {
        let hasShapeOfCode = lowercased().contains("lpa:") || hasPrefix("1$") || contains("%24")
        return hasShapeOfCode ? ActivationCode.inspect(self).redactedInput : self
    }

    /// The text if it can be meant as a number, a currency beside it or not, or else a mask: it may be a secret in the wrong place.
    var redactedUnlessNumber: String {
        let isNumber = count <= 30 && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-., '".contains($0)) }
        return isNumber && filter(\.isLetter).count <= 3 ? self : redactedUnlessWord
    }

    /// The text if it is a word such as people mistype, or else a mask: it may be a secret in the wrong place.
    var redactedUnlessWord: String {
        count <= 20 && allSatisfy { ("a"..."z").contains($0) || $0 == "-" || $0 == "." } ? self : "****"
    }
}
