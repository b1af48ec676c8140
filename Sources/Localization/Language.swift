/// A language that people are spoken to in.
public enum Language: String, Hashable, Sendable, CaseIterable {
    case english = "en"
    case spanish = "es"
    /// Simplified characters.
    case chinese = "zh"

    /// The language of a tag (`es`, `es-PE`) or a POSIX locale (`es_PE.UTF-8`); `nil` for others, `C` and `POSIX`.
    public init?(identifier: some StringProtocol) {
        let primary = identifier.prefix { $0 != "_" && $0 != "-" && $0 != "." && $0 != "@" }
        self.init(rawValue: primary.lowercased())
    }

    /// What an environment asks for: `LC_ALL`, else `LC_MESSAGES`, else `LANG`; English when none of them is known.
    ///
    /// As in POSIX, the first of them that is set and not empty decides, even when its language is not one of ours.
    public init(environment: [String: String]) {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
        let locale = names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        self = locale.flatMap { Language(identifier: $0) } ?? .english
    }

    /// Everything that is said in this language.
    public var strings: Strings {
        switch self {
        case .english: .english
        case .spanish: .spanish
        case .chinese: .chinese
        }
    }
}
