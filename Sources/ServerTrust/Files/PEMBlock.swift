/// One block of a PEM file (RFC 7468).
struct PEMBlock: Hashable {
    /// What the line of BEGIN says, such as `CERTIFICATE`.
    var label: String
    /// The decoded content; `nil` when it is not base64, or the block does not end.
    var content: [UInt8]?

    /// All blocks of a file, in their order; the text around them is passed over.
    static func blocks(in bytes: [UInt8]) -> [PEMBlock] {
        var blocks: [PEMBlock] = []
        var open: (label: String, content: [UInt8])?
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            if let label = label(of: line, after: begin) {
                if let open { blocks.append(PEMBlock(label: open.label, content: nil)) }
                open = (label, [])
            } else if let label = label(of: line, after: end) {
                guard let block = open else { continue }
                open = nil
                let content = block.label == label ? Base64.decoded(block.content) : nil
                blocks.append(PEMBlock(label: block.label, content: content))
            } else {
                open?.content += line
            }
        }
        if let open { blocks.append(PEMBlock(label: open.label, content: nil)) }
        return blocks
    }

    /// Whether a file has such a block.
    static func isIn(_ bytes: [UInt8]) -> Bool {
        bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).contains { label(of: $0, after: begin) != nil }
    }

    private static let begin = Array("-----BEGIN ".utf8)
    private static let end = Array("-----END ".utf8)

    /// What stands between `start` and five hyphens, if the line is such a one. Leading spaces are passed over.
    private static func label(of line: ArraySlice<UInt8>, after start: [UInt8]) -> String? {
        // A file that was saved as UTF-8 on Windows begins with EF BB BF.
        let line = (line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line).drop { $0 == 0x20 || $0 == 0x09 }
        guard line.starts(with: start) else { return nil }
        var label = line.dropFirst(start.count)
        while let last = label.last, last == 0x20 || last == 0x09 { label.removeLast() }
        guard label.suffix(5).elementsEqual("-----".utf8) else { return nil }
        return String(decoding: label.dropLast(5), as: UTF8.self)
    }
}
