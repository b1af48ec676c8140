internal import SGP22

extension DistinguishedName {
    /// Reads a name (RFC 5280 4.1.2.4).
    init(_ element: DERReader.Element, in reader: DERReader) throws(DERReader.Fault) {
        var attributes: [Attribute] = []
        var sets = reader.entering(element)
        while !sets.isAtEnd {
            var set = try sets.enter(DERTag.set)
            while !set.isAtEnd {
                var pair = try set.enter(DERTag.sequence)
                let type = try pair.objectIdentifier()
                let value = try pair.next()
                attributes.append(Attribute(type: type, value: Self.text(value.tag, pair[value.content])))
            }
        }
        self.init(der: Array(reader[element.whole]), attributes: attributes)
    }

    /// A string of one of the types that names use; the bytes of another type are taken for UTF-8.
    private static func text(_ tag: UInt8, _ content: ArraySlice<UInt8>) -> String {
        switch tag {
        case 0x14:  // TeletexString, which everybody writes as Latin-1
            var text = ""
            for byte in content { text.unicodeScalars.append(Unicode.Scalar(byte)) }
            return text
        case 0x1E:  // BMPString
            return String(decoding: units(content, of: 2).map(UInt16.init(truncatingIfNeeded:)), as: UTF16.self)
        case 0x1C:  // UniversalString
            return String(decoding: units(content, of: 4), as: UTF32.self)
        default:
            return String(decoding: content, as: UTF8.self)
        }
    }

    /// Numbers of `size` bytes each, most significant first; what is left over at the end is U+FFFD.
    private static func units(_ content: ArraySlice<UInt8>, of size: Int) -> [UInt32] {
        stride(from: content.startIndex, to: content.endIndex, by: size).map { start in
            guard content.endIndex - start >= size else { return 0xFFFD }
            return content[start..<start + size].reduce(0) { $0 << 8 | UInt32($1) }
        }
    }
}

extension DERReader {
    /// Takes an OID.
    mutating func objectIdentifier() throws(Fault) -> ObjectIdentifier {
        guard let id = ObjectIdentifier(der: self[try next(DERTag.objectIdentifier).content]) else { throw Fault() }
        return id
    }
}
