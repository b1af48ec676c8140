import DocumentScanning
import SGP22

/// Comments such as `esimctl:ignore AC_IN_CLEAR, AC_DUPLICATE`, for the line they are in and the one that follows.
enum InlineIgnore {
    private static let mark = Array("esimctl:ignore".utf8)

    /// The rules that `line` names behind the mark.
    static func rules(in line: [UInt8]) -> Set<ActivationCode.Rule> {
        guard line.count > mark.count, let start = place(in: line) else { return [] }
        var rules: Set<ActivationCode.Rule> = []
        for word in line[(start + mark.count)...].split(whereSeparator: { !$0.isIdentifier }) {
            guard let rule = ActivationCode.Rule(rawValue: String(decoding: word, as: UTF8.self)) else { break }
            rules.insert(rule)
        }
        return rules
    }

    private static func place(in line: [UInt8]) -> Int? {
        var start = 0
        while start + mark.count <= line.count {
            let found = CodeFinder.next(mark[0], in: line.span, start..<line.count)
            guard found + mark.count <= line.count else { return nil }
            if line[found..<(found + mark.count)].elementsEqual(mark) { return found }
            start = found + 1
        }
        return nil
    }
}

extension UInt8 {
    fileprivate var isIdentifier: Bool { self &- 0x41 < 26 || self == UInt8(ascii: "_") }
}
