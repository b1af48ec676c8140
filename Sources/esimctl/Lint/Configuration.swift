import SGP22
import SystemPackage

/// The defaults that a project sets in `.esimctl.yml`: a few keys, a small part of YAML.
///
///     fail-on: warning
///     strict: true
///     ignore: [AC_IN_CLEAR]
///     exclude:
///       - vendor/
struct LintConfiguration {
    var threshold: FailureThreshold?
    var isStrict: Bool?
    var ignored: Set<ActivationCode.Rule> = []
    var exclusions: IgnoreRules?

    static let fileName = ".esimctl.yml"

    /// The configuration of the folder that the process is in, or of the next one above it, up to the top of the repository.
    ///
    /// - Throws: `Failure` with status 78 for what cannot be understood.
    static func current() throws(Failure) -> LintConfiguration {
        let here = FileTree.absolutePath(".")
        var folder = here
        while true {
            let path = (folder == "/" ? "" : folder) + "/" + fileName
            if let bytes = try? FileDescriptor.contents(of: path, limit: 1 << 20) {
                let shown = folder == here ? fileName : path
                return try LintConfiguration(String(decoding: bytes, as: UTF8.self), named: shown, in: folder)
            }
            let isTop = (try? Stat(FilePath(folder + "/.git"))) != nil
            guard !isTop, let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { break }
            folder = String(folder[..<slash])
        }
        return LintConfiguration()
    }

    private init() {}

    init(_ text: String, named name: String, in folder: String) throws(Failure) {
        var list: (key: String, items: [String])?
        var patterns: [String] = []
        func fail(_ number: Int, _ message: String) -> Failure {
            Failure(
                "\(name):\(number): \(message)",
                hint: "the keys are fail-on, strict, ignore and exclude",
                status: .configuration
            )
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines.append("end:")
        for (index, line) in lines.enumerated() {
            let number = index + 1
            let content = Self.withoutComment(line)
            guard !content.isEmpty, content != "---" else { continue }
            if content.hasPrefix("- ") || content == "-" {
                guard list != nil else { throw fail(number, "an item of no list") }
                list?.items.append(Self.unquoted(content.dropFirst(2)))
                continue
            }
            if let done = list {
                try take(done.key, done.items, &patterns) { fail(number, $0) }
                list = nil
            }
            if number == lines.count { break }
            guard let colon = content.firstIndex(of: ":"), !line.hasPrefix(" ") else {
                throw fail(number, "not understood")
            }
            let key = String(content[..<colon])
            let value = Self.unquoted(content[content.index(after: colon)...])
            switch key {
            case "fail-on":
                guard let threshold = FailureThreshold(rawValue: value) else {
                    throw fail(number, "fail-on is error, warning, note or never")
                }
                self.threshold = threshold
            case "strict":
                guard let isStrict = ["true": true, "false": false][value] else {
                    throw fail(number, "strict is true or false")
                }
                self.isStrict = isStrict
            case "ignore", "exclude":
                if value.isEmpty {
                    list = (key, [])
                } else {
                    let inner = value.hasPrefix("[") && value.hasSuffix("]") ? value.dropFirst().dropLast() : value[...]
                    let items = inner.split(separator: ",").map { Self.unquoted($0) }
                    try take(key, items, &patterns) { fail(number, $0) }
                }
            default: throw fail(number, "unknown key \(key)")
            }
        }
        if !patterns.isEmpty {
            exclusions = IgnoreRules(patterns.joined(separator: "\n").utf8, base: Array(folder.utf8))
        }
    }

    private mutating func take(
        _ key: String,
        _ items: [String],
        _ patterns: inout [String],
        _ fail: (String) -> Failure
    ) throws(Failure) {
        guard key == "ignore" else {
            patterns += items
            return
        }
        for item in items {
            guard let rule = ActivationCode.Rule(rawValue: item) else { throw fail("there is no rule \(item)") }
            ignored.insert(rule)
        }
    }

    private static func withoutComment(_ line: String) -> String {
        var line = line[...]
        if let mark = line.firstRange(of: " #") { line = line[..<mark.lowerBound] }
        if line.drop(while: { $0 == " " }).hasPrefix("#") { line = "" }
        return trimmed(line)
    }

    private static func unquoted(_ text: some StringProtocol) -> String {
        let text = trimmed(text)
        guard text.count > 1, let first = text.first, first == "\"" || first == "'", text.last == first else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = text.drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
