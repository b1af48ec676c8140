/// Goes through the elements of an encoding, one after the other (X.690 8.1).
///
/// Lengths may be longer than DER allows, which `DERLaw` judges; indefinite ones are refused, as are numbers of tags above 30.
struct DERReader {
    /// One element.
    struct Element: Hashable {
        /// The identifier octet: class, form and number.
        var tag: UInt8
        /// The place of the content octets.
        var content: Range<Int>
        /// The place of the whole, identifier and length included.
        var whole: Range<Int>
    }

    /// The bytes are no such encoding.
    struct Fault: Error {}

    let bytes: [UInt8]
    private(set) var index: Int
    let end: Int

    init(_ bytes: [UInt8]) {
        self.init(bytes, bytes.indices)
    }

    /// Goes through the part `range` of `bytes`, which lies within them.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        index = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { index >= end }

    /// The identifier octet of what comes next; `nil` at the end.
    var nextTag: UInt8? { isAtEnd ? nil : bytes[index] }

    /// Takes the next element.
    mutating func next() throws(Fault) -> Element {
        guard let (header, content) = Self.lengths(bytes[index..<end]), content <= end - index - header else {
            throw Fault()
        }
        let start = index
        index += header + content
        return Element(tag: bytes[start], content: start + header..<index, whole: start..<index)
    }

    /// How long the first element says it is, identifier and length included, which may be more than there is; `nil` when
    /// that cannot be told.
    static func lengthOfFirst(in bytes: ArraySlice<UInt8>) -> Int? {
        lengths(bytes).map { $0.header + $0.content }
    }

    /// How long identifier and length of the first element are, and how long it says that its content is; below 2⁴⁸.
    private static func lengths(_ bytes: ArraySlice<UInt8>) -> (header: Int, content: Int)? {
        let start = bytes.startIndex
        guard bytes.count >= 2, bytes[start] & 0x1F != 0x1F else { return nil }
        let first = Int(bytes[start + 1])
        guard first >= 0x80 else { return (2, first) }
        let count = first - 0x80
        guard 1...8 ~= count, bytes.count >= 2 + count else { return nil }
        var content = 0
        for byte in bytes[start + 2..<start + 2 + count] {
            guard content < 1 << 40 else { return nil }
            content = content << 8 | Int(byte)
        }
        return (2 + count, content)
    }

    /// Takes the next element, which has to have this identifier octet.
    mutating func next(_ tag: UInt8) throws(Fault) -> Element {
        let element = try next()
        guard element.tag == tag else { throw Fault() }
        return element
    }

    /// Takes the next element if it has this identifier octet.
    mutating func nextIfPresent(_ tag: UInt8) throws(Fault) -> Element? {
        nextTag == tag ? try next() : nil
    }

    /// Takes the next element, which has to have this identifier octet, and goes through what is in it.
    mutating func enter(_ tag: UInt8) throws(Fault) -> DERReader {
        DERReader(bytes, try next(tag).content)
    }

    /// Goes through what is in an element.
    func entering(_ element: Element) -> DERReader {
        DERReader(bytes, element.content)
    }

    /// The bytes of a place.
    subscript(range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }
}

/// Identifier octets.
enum DERTag {
    static let boolean: UInt8 = 0x01
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let objectIdentifier: UInt8 = 0x06
    static let utcTime: UInt8 = 0x17
    static let generalizedTime: UInt8 = 0x18
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31

    /// A context-specific tag of a number below 31, in primitive form.
    static func context(_ number: UInt8) -> UInt8 { 0x80 | number }
    /// A context-specific tag of a number below 31, in constructed form.
    static func constructed(_ number: UInt8) -> UInt8 { 0xA0 | number }
}
