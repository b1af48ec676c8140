/// A mail as it is sent (RFC 5322, MIME): the text of its bodies, quoted-printable and base64 decoded, HTML entities too.
///
/// The whole mail is one block, as lines of its encodings are not lines of its text.
struct MailScanner: DocumentScanner {
    func scan(_ block: Span<UInt8>, isLast: Bool, _ body: (Span<UInt8>, FoundCode) -> Void) -> Int {
        guard isLast else { return 0 }
        scanEntity(block, 0..<block.count, depth: 0, body)
        return block.count
    }

    /// What the header of an entity says about its body.
    private struct Header {
        var type = "text/plain"
        var boundary: [UInt8]?
        var encoding = ""
    }

    private func scanEntity(
        _ block: Span<UInt8>,
        _ range: Range<Int>,
        depth: Int,
        _ body: (Span<UInt8>, FoundCode) -> Void
    ) {
        let (header, start) = readHeader(block, range)
        scanText(block, range.lowerBound..<start, path: "header", body)
        let content = start..<range.upperBound
        if let boundary = header.boundary, depth < 16 {
            for part in parts(block, content, boundary) { scanEntity(block, part, depth: depth + 1, body) }
        } else if header.type == "message/rfc822" && depth < 16 {
            scanEntity(block, content, depth: depth + 1, body)
        } else if header.type.hasPrefix("text/") {
            var text: DecodedText
            switch header.encoding {
            case "quoted-printable": text = quotedPrintable(block, content)
            case "base64": text = base64(block, content)
            default: text = DecodedText(block, content)
            }
            if header.type == "text/html" { text = text.decodingHTML() }
            scanText(block, text, path: header.type, body)
        }
    }

    /// Reads the fields up to the blank line, and says where the body begins.
    private func readHeader(_ block: Span<UInt8>, _ range: Range<Int>) -> (Header, Int) {
        var header = Header()
        var index = range.lowerBound
        var field: [UInt8] = []
        while index < range.upperBound {
            let end = CodeFinder.next(0x0A, in: block, index..<range.upperBound)
            var line = (index..<end).map { block[$0] }
            if line.last == 0x0D { line.removeLast() }
            index = min(end + 1, range.upperBound)
            if let first = line.first, first == 0x20 || first == 0x09 {
                field += line
                continue
            }
            note(field, in: &header)
            field = line
            if line.isEmpty { return (header, index) }
        }
        note(field, in: &header)
        return (header, index)
    }

    private func note(_ field: [UInt8], in header: inout Header) {
        guard field.count < 4096, let colon = field.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = String(decoding: field[..<colon], as: UTF8.self).lowercased()
        let value = String(decoding: field[(colon + 1)...], as: UTF8.self)
        switch name {
        case "content-transfer-encoding":
            header.encoding = value.lowercased().filter { !$0.isWhitespace }
        case "content-type":
            let parts = value.split(separator: ";").map { $0.drop { $0.isWhitespace } }
            header.type = parts.first.map { $0.lowercased().filter { !$0.isWhitespace } } ?? "text/plain"
            for part in parts.dropFirst() where part.lowercased().hasPrefix("boundary=") {
                let quoted = part.dropFirst("boundary=".count)
                header.boundary = Array(quoted.filter { $0 != "\"" && !$0.isNewline }.utf8)
            }
        default: break
        }
    }

    /// The parts between the lines that begin with `--boundary`.
    private func parts(_ block: Span<UInt8>, _ range: Range<Int>, _ boundary: [UInt8]) -> [Range<Int>] {
        let mark = Array("--".utf8) + boundary
        var parts: [Range<Int>] = []
        var partStart: Int?
        var index = range.lowerBound
        while index < range.upperBound {
            let end = CodeFinder.next(0x0A, in: block, index..<range.upperBound)
            if end - index >= mark.count && mark.indices.allSatisfy({ block[index + $0] == mark[$0] }) {
                if let partStart { parts.append(partStart..<index) }
                partStart = min(end + 1, range.upperBound)
                let after = index + mark.count
                if after + 1 < end && block[after] == 0x2D && block[after + 1] == 0x2D {
                    partStart = nil
                    break
                }
            }
            index = end + 1
        }
        if let partStart { parts.append(partStart..<range.upperBound) }
        return parts
    }

    private func quotedPrintable(_ block: Span<UInt8>, _ range: Range<Int>) -> DecodedText {
        var text = DecodedText()
        var index = range.lowerBound
        while index < range.upperBound {
            guard block[index] == UInt8(ascii: "=") else {
                text.append(block[index], from: index)
                index += 1
                continue
            }
            var next = index + 1
            while next < range.upperBound && (block[next] == 0x20 || block[next] == 0x09 || block[next] == 0x0D) {
                next += 1
            }
            if next >= range.upperBound || block[next] == 0x0A {
                index = next + 1  // a soft line break
            } else if index + 2 < range.upperBound, let high = block[index + 1].hexadecimalValue,
                let low = block[index + 2].hexadecimalValue
            {
                text.append(high << 4 | low, from: index)
                index += 3
            } else {
                text.append(block[index], from: index)
                index += 1
            }
        }
        return text
    }

    private func base64(_ block: Span<UInt8>, _ range: Range<Int>) -> DecodedText {
        var text = DecodedText()
        var bits: UInt32 = 0
        var count = 0
        for index in range {
            guard let value = block[index].base64Value else { continue }
            bits = bits << 6 | UInt32(value)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            text.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)), from: index)
        }
        return text
    }
}

extension UInt8 {
    fileprivate var hexadecimalValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }

    fileprivate var base64Value: UInt8? {
        switch self {
        case 0x41...0x5A: self - 0x41
        case 0x61...0x7A: self - 0x47
        case 0x30...0x39: self + 4
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
