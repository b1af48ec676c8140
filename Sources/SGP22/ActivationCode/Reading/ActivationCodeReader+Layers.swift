/// What is wrapped around a code: byte order mark, white space, quotation marks, `LPA:`.
extension ActivationCodeReader {
    /// Takes off byte order mark, white space and one layer of quotation marks; `false` when nothing is left.
    mutating func peelNoise() -> Bool {
        peelByteOrderMark()
        peelWhitespace()
        peelQuotes()
        peelWhitespace()
        guard content.bytes.isEmpty else { return true }
        findings = FindingList()
        findings.add(.empty, offset: 0, length: input.count)
        return false
    }

    private mutating func peelByteOrderMark() {
        guard content.bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
        add(.byteOrderMark, content.bytes.startIndex..<(content.bytes.startIndex + 3))
        content.bytes = content.bytes.dropFirst(3)
    }

    /// One finding, for the white space in front or else behind; what is inside quotation marks counts with it.
    private mutating func peelWhitespace() {
        let all = content.bytes
        let start = all.firstIndex { !$0.isWhitespace } ?? all.endIndex
        let end = (all[start...].lastIndex { !$0.isWhitespace } ?? start - 1) + 1
        guard start > all.startIndex || end < all.endIndex else { return }
        if !findings.all.contains(where: { $0.rule == .outerWhitespace }) {
            add(.outerWhitespace, start > all.startIndex ? all.startIndex..<start : end..<all.endIndex)
        }
        content.bytes = all[start..<max(start, end)]
    }

    private mutating func peelQuotes() {
        let all = content.bytes
        guard let first = all.first, [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`")].contains(first) else {
            return
        }
        if all.count > 1 && all.last == first {
            add(.quoted, all.startIndex..<(all.startIndex + 1))
            content.bytes = all.dropFirst().dropLast()
        } else {
            add(.quoteUnclosed, all.startIndex..<(all.startIndex + 1))
            content.bytes = all.dropFirst()
            isPeeledBare = true
        }
    }

    /// Takes off `LPA:`, as often as it is there.
    mutating func peelPrefix() {
        while content.bytes.prefix(4).equalsIgnoringCase("LPA:") {
            let range = content.bytes.startIndex..<(content.bytes.startIndex + 4)
            if hasPrefix {
                add(.prefixDuplicate, range)
                isPeeledBare = true
            } else if !content.bytes[range].elementsEqual("LPA:".utf8) {
                add(.prefixCase, range)
            }
            hasPrefix = true
            content.bytes = content.bytes.dropFirst(4)
        }
    }
}
