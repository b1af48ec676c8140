/// The little of RFC 3986 that activation codes need.
enum URLText {
    /// How long a leading `scheme://` is; `nil` when there is none.
    static func schemeLength(of bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.first, first.isLetter else { return nil }
        let name = bytes.prefix { $0.isLetter || $0.isDigit || [0x2B, 0x2D, 0x2E].contains($0) }
        guard bytes[name.endIndex...].starts(with: "://".utf8) else { return nil }
        return name.count + 3
    }

    /// The bytes of `text` with every `%XX` replaced by the byte it stands for, once; `+` stays `+`.
    ///
    /// Returns `nil` when there is nothing to replace.
    static func percentDecoded(_ text: SourceText) -> SourceText? {
        let bytes = text.bytes
        guard firstEscape(in: bytes) != nil else { return nil }
        var decoded: [UInt8] = []
        var origins: [Int] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            origins.append(text.origin(of: index))
            if let value = escapedByte(in: bytes, at: index) {
                decoded.append(value)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        origins.append(text.origin(of: bytes.endIndex))
        return SourceText(bytes: decoded[...], origins: origins)
    }

    /// Where the first `%XX` begins.
    static func firstEscape(in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.indices.first { escapedByte(in: bytes, at: $0) != nil }
    }

    private static func escapedByte(in bytes: ArraySlice<UInt8>, at index: Int) -> UInt8? {
        guard bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
            bytes[index + 1].isHexadecimalDigit, bytes[index + 2].isHexadecimalDigit
        else { return nil }
        return UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
    }
}

/// Bytes that are judged, and where in the input each of them comes from.
struct SourceText {
    var bytes: ArraySlice<UInt8>
    /// The input's offset of each byte and, last, of the end; `nil` while the indices of `bytes` are those offsets.
    var origins: [Int]?

    func origin(of index: Int) -> Int {
        guard let origins else { return index }
        return origins[index]
    }

    func origin(of range: Range<Int>) -> Range<Int> {
        origin(of: range.lowerBound)..<origin(of: range.upperBound)
    }

    subscript(range: Range<Int>) -> SourceText {
        SourceText(bytes: bytes[range], origins: origins)
    }
}
