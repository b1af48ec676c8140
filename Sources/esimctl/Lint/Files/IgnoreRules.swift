/// The patterns of one `.gitignore`, or of a list written like it (gitignore(5)).
struct IgnoreRules: Sendable {
    /// The folder that the patterns are about, as an absolute path without a slash at its end.
    private let base: [UInt8]
    private var rules: [Rule] = []

    private struct Rule {
        var pattern: GlobPattern
        var isNegated = false
        var isForFolders = false
        /// Whether the pattern is about the path below the base, and not about names wherever they are.
        var isAnchored = false
        /// The name itself, when the pattern is nothing more.
        var literal: [UInt8]?
    }

    init(_ text: some Sequence<UInt8>, base: [UInt8]) {
        self.base = base
        for line in Array(text).split(separator: 0x0A) { add(line) }
    }

    var isEmpty: Bool { rules.isEmpty }

    private mutating func add(_ line: ArraySlice<UInt8>) {
        var line = line
        if line.last == 0x0D { line.removeLast() }
        // Spaces at the end do not count, unless a backslash makes them.
        while line.last == 0x20 && line.dropLast().last != UInt8(ascii: "\\") { line.removeLast() }
        guard let first = line.first, first != UInt8(ascii: "#") else { return }
        var rule = Rule(pattern: GlobPattern([]))
        if first == UInt8(ascii: "!") {
            rule.isNegated = true
            line.removeFirst()
        }
        if line.last == UInt8(ascii: "/") {
            rule.isForFolders = true
            line.removeLast()
        }
        rule.isAnchored = line.contains(UInt8(ascii: "/"))
        if line.first == UInt8(ascii: "/") { line.removeFirst() }
        guard !line.isEmpty else { return }
        rule.pattern = GlobPattern(line)
        if !rule.isAnchored && !GlobPattern.isPattern(line) && !line.contains(UInt8(ascii: "\\")) {
            rule.literal = Array(line)
        }
        rules.append(rule)
    }

    /// Whether the last pattern that fits an absolute path leaves it out (`true`) or takes it in (`false`); `nil` when none
    /// fits.
    func verdict(on path: [UInt8], isFolder: Bool) -> Bool? {
        guard !rules.isEmpty, path.count > base.count + 1, path.starts(with: base) else { return nil }
        let relative = path[(base.count + 1)...]
        let name = relative[((relative.lastIndex(of: UInt8(ascii: "/")) ?? relative.startIndex - 1) + 1)...]
        for rule in rules.reversed() where isFolder || !rule.isForFolders {
            let fits =
                if let literal = rule.literal { name.elementsEqual(literal) } else {
                    rule.pattern.matches(rule.isAnchored ? relative : name)
                }
            if fits { return !rule.isNegated }
        }
        return nil
    }
}
