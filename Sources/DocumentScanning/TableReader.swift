/// Takes comma-, semicolon- and tab-separated values apart (RFC 4180).
package enum TableReader {
    package struct Field {
        /// Where it stands, without its quotation marks.
        package var range: Range<Int>
        package var isQuoted = false
        /// Whether there are doubled quotation marks in it.
        package var hasEscape = false
        /// Whether its closing quotation mark is missing.
        package var isOpen = false
    }

    /// The fields of the record at `start`, and where the next begins; `nil` when its end is not in the block.
    package static func record(
        _ block: Span<UInt8>,
        from start: Int,
        _ separator: UInt8,
        isLast: Bool
    ) -> ([Field], Int)? {
        var fields: [Field] = []
        var index = start
        while true {
            var field = Field(range: index..<index)
            if index < block.count && block[index] == UInt8(ascii: "\"") {
                field.isQuoted = true
                let first = index + 1
                index = first
                while true {
                    index = CodeFinder.next(UInt8(ascii: "\""), in: block, index..<block.count)
                    guard index + 1 < block.count else {
                        guard isLast else { return nil }
                        field.isOpen = index >= block.count
                        break
                    }
                    guard block[index + 1] == UInt8(ascii: "\"") else { break }
                    field.hasEscape = true
                    index += 2
                }
                field.range = first..<min(index, block.count)
                index = min(index + 1, block.count)
            }
            // What follows a closing quotation mark belongs to no field; readers disagree, so it is passed over.
            let plain = index
            while index < block.count && block[index] != separator && block[index] != 0x0A { index += 1 }
            guard index < block.count || isLast else { return nil }
            if !field.isQuoted {
                let hasReturn =
                    index > plain && block[index - 1] == 0x0D && (index == block.count || block[index] == 0x0A)
                field.range = plain..<(hasReturn ? index - 1 : index)
            }
            fields.append(field)
            guard index < block.count && block[index] == separator else { return (fields, index + 1) }
            index += 1
        }
    }

    /// Whichever of comma, semicolon and tab the line has most of.
    package static func separator(of block: Span<UInt8>, _ start: Int) -> UInt8 {
        let end = CodeFinder.next(0x0A, in: block, start..<block.count)
        var best: (byte: UInt8, count: Int) = (UInt8(ascii: ","), 0)
        for byte in ",;\t".utf8 {
            var count = 0
            for index in start..<end where block[index] == byte { count += 1 }
            if count > best.count { best = (byte, count) }
        }
        return best.byte
    }

    package static func text(_ block: Span<UInt8>, _ field: Field) -> String {
        String(decoding: field.hasEscape ? decoded(block, field).bytes : field.range.map { block[$0] }, as: UTF8.self)
    }

    /// The field with every doubled quotation mark made single.
    package static func decoded(_ block: Span<UInt8>, _ field: Field) -> DecodedText {
        var text = DecodedText()
        var index = field.range.lowerBound
        while index < field.range.upperBound {
            text.append(block[index], from: index)
            index += block[index] == UInt8(ascii: "\"") ? 2 : 1
        }
        return text
    }
}
