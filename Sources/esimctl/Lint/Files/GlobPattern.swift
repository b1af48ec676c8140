/// A pattern over paths, as git writes it: `*` and `?` within a name, `[…]`, `**` over folders, `\` before what is meant
/// literally.
struct GlobPattern: Sendable {
    private let pattern: [UInt8]

    init(_ pattern: some Sequence<UInt8>) {
        self.pattern = Array(pattern)
    }

    /// Whether a text has anything that makes it a pattern.
    static func isPattern(_ text: some Sequence<UInt8>) -> Bool {
        text.contains { "*?[".utf8.contains($0) }
    }

    /// Whether the whole of `path` fits.
    func matches(_ path: ArraySlice<UInt8>) -> Bool {
        var steps = 0
        return matches(pattern[...], path, &steps)
    }

    /// More than this much going back and forth is a pattern made to take forever; it fits nothing then.
    private static let mostSteps = 100_000

    private func matches(_ rest: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>, _ steps: inout Int) -> Bool {
        var (pattern, path) = (rest, path)
        steps += 1
        guard steps < Self.mostSteps else { return false }
        while let next = pattern.first {
            switch next {
            case UInt8(ascii: "*"):
                let stars = pattern.prefix { $0 == UInt8(ascii: "*") }.count
                let isWholeName =
                    pattern.startIndex == 0 || self.pattern[pattern.startIndex - 1] == UInt8(ascii: "/")
                let rest = pattern.dropFirst(stars)
                if stars > 1 && isWholeName && (rest.isEmpty || rest.first == UInt8(ascii: "/")) {
                    guard let slash = rest.first else { return true }
                    if matches(rest.dropFirst(), path, &steps) { return true }
                    for index in path.indices where path[index] == slash {
                        if matches(rest.dropFirst(), path[(index + 1)...], &steps) { return true }
                    }
                    return false
                }
                if rest.isEmpty { return !path.contains(UInt8(ascii: "/")) }
                while true {
                    if matches(rest, path, &steps) { return true }
                    guard let skipped = path.popFirst(), skipped != UInt8(ascii: "/") else { return false }
                }
            case UInt8(ascii: "?"):
                guard let byte = path.popFirst(), byte != UInt8(ascii: "/") else { return false }
                // A character outside ASCII is one.
                if byte >= 0xC0 { path = path.drop { $0 & 0xC0 == 0x80 } }
                pattern = pattern.dropFirst()
            case UInt8(ascii: "["):
                guard let set = pattern.dropFirst(2).firstIndex(of: UInt8(ascii: "]")) else {
                    guard path.popFirst() == next else { return false }
                    pattern = pattern.dropFirst()
                    continue
                }
                guard let byte = path.popFirst(), byte != UInt8(ascii: "/"),
                    Self.isIn(pattern[(pattern.startIndex + 1)..<set], byte)
                else { return false }
                pattern = pattern[(set + 1)...]
            default:
                if next == UInt8(ascii: "\\") && pattern.count > 1 { pattern = pattern.dropFirst() }
                guard let byte = path.popFirst(), byte == pattern.first else { return false }
                pattern = pattern.dropFirst()
            }
        }
        return path.isEmpty
    }

    private static func isIn(_ set: ArraySlice<UInt8>, _ byte: UInt8) -> Bool {
        var set = set
        let isNegated = set.first == UInt8(ascii: "!") || set.first == UInt8(ascii: "^")
        if isNegated { set = set.dropFirst() }
        var isFound = false
        while let low = set.popFirst() {
            if set.count >= 2 && set.first == UInt8(ascii: "-") {
                let high = set[set.startIndex + 1]
                isFound = isFound || (low <= byte && byte <= high)
                set = set.dropFirst(2)
            } else {
                isFound = isFound || low == byte
            }
        }
        return isFound != isNegated
    }
}
