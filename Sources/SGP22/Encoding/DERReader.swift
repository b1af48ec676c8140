/// Reads DER (X.690 10), element by element, in the bytes that it is given and never beyond them.
///
/// Lengths have to be definite and in their shortest form; tags may have two bytes, as those of SGP.22 do.
package struct DERReader: Sendable {
    /// What has not been read yet.
    package private(set) var rest: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    package init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// One element.
    package struct Element: Hashable, Sendable {
        /// The tag, of one byte or two.
        package var tag: UInt16
        /// What the element holds.
        package var content: ArraySlice<UInt8>
        /// Its bytes, tag and length included.
        package var bytes: ArraySlice<UInt8>
    }

    /// Why bytes are not what was expected.
    package enum Failure: Error, Hashable, Sendable {
        /// The bytes end in the middle of an element.
        case truncated
        /// A tag of more than two bytes.
        case unsupportedTag
        /// A length that is not definite, not in its shortest form, or larger than any file.
        case invalidLength
        /// Another element than the one that belongs here; `nil` for none at all.
        case unexpected(tag: UInt16?, instead: UInt16)
        /// More follows behind the last element.
        case trailingBytes(Int)
        /// The content of the element of that tag is not what it has to be.
        case invalidContent(tag: UInt16)
    }

    /// Whether everything has been read.
    package var isAtEnd: Bool { rest.isEmpty }

    /// The next element; `nil` at the end.
    package mutating func next() throws(Failure) -> Element? {
        guard !rest.isEmpty else { return nil }
        var bytes = rest
        let tag = try Self.tag(&bytes)
        let length = try Self.length(&bytes)
        guard length <= bytes.count else { throw .truncated }
        let content = bytes.prefix(length)
        let element = Element(tag: tag, content: content, bytes: rest[rest.startIndex..<content.endIndex])
        rest = rest[content.endIndex...]
        return element
    }

    /// The next element, which has to have that tag.
    package mutating func next(_ tag: UInt16) throws(Failure) -> Element {
        guard let element = try next() else { throw .unexpected(tag: nil, instead: tag) }
        guard element.tag == tag else { throw .unexpected(tag: element.tag, instead: tag) }
        return element
    }

    /// The next element if it has that tag.
    package mutating func nextIfPresent(_ tag: UInt16) throws(Failure) -> Element? {
        var ahead = self
        guard let element = try ahead.next(), element.tag == tag else { return nil }
        self = ahead
        return element
    }

    /// Makes sure that nothing follows.
    package func end() throws(Failure) {
        guard rest.isEmpty else { throw .trailingBytes(rest.count) }
    }

    private static func tag(_ bytes: inout ArraySlice<UInt8>) throws(Failure) -> UInt16 {
        guard let first = bytes.popFirst() else { throw .truncated }
        guard first & 0x1F == 0x1F else { return UInt16(first) }
        guard let second = bytes.popFirst() else { throw .truncated }
        guard second < 0x80, second >= 0x1F else { throw .unsupportedTag }
        return UInt16(first) << 8 | UInt16(second)
    }

    private static func length(_ bytes: inout ArraySlice<UInt8>) throws(Failure) -> Int {
        guard let first = bytes.popFirst() else { throw .truncated }
        guard first >= 0x80 else { return Int(first) }
        let count = Int(first & 0x7F)
        guard (1...4).contains(count) else { throw .invalidLength }
        guard bytes.count >= count else { throw .truncated }
        let length = bytes.prefix(count).reduce(0) { $0 << 8 | Int($1) }
        guard bytes.first != 0, length >= 0x80 else { throw .invalidLength }
        bytes = bytes.dropFirst(count)
        return length
    }
}
