/// What an eUICC says of itself before anyone has authenticated (SGP.22 4.3, EUICCInfo1).
public struct EUICCInfo1: Hashable, Sendable {
    /// The highest edition of SGP.22 that it supports: three numbers, such as 2, 5, 0.
    public var specificationVersion: [UInt8]
    /// The CI keys with which it can verify servers, the most wanted first.
    public var ciKeysForVerification: [KeyIdentifier]
    /// The CI keys below which it has certificates of its own, the most wanted first.
    public var ciKeysForSigning: [KeyIdentifier]

    /// Takes what it says as it is.
    public init(
        specificationVersion: [UInt8],
        ciKeysForVerification: [KeyIdentifier],
        ciKeysForSigning: [KeyIdentifier]
    ) {
        self.specificationVersion = specificationVersion
        self.ciKeysForVerification = ciKeysForVerification
        self.ciKeysForSigning = ciKeysForSigning
    }

    /// The TLV with the tag BF20.
    public var der: [UInt8] {
        func list(_ number: UInt8, _ keys: [KeyIdentifier]) -> [UInt8] {
            DER.tagged(number, isConstructed: true, keys.flatMap { DER.octetString($0.bytes) })
        }
        let content = DER.tagged(2, specificationVersion) + list(9, ciKeysForVerification) + list(10, ciKeysForSigning)
        return DER.element(longTag: Self.tag, content)
    }

    /// Reads the TLV with the tag BF20; fields behind the three that are known are passed over, as later editions add some.
    ///
    /// - Throws: `ES9PlusError`.
    public init(der bytes: [UInt8]) throws(ES9PlusError) {
        do throws(DERReader.Failure) {
            var outer = DERReader(bytes)
            var fields = DERReader(try outer.next(Self.tag).content)
            try outer.end()
            specificationVersion = Array(try fields.next(0x82).content)
            guard specificationVersion.count == 3 else { throw .invalidContent(tag: 0x82) }
            ciKeysForVerification = try Self.keys(fields.next(0xA9))
            ciKeysForSigning = try Self.keys(fields.next(0xAA))
        } catch {
            throw ES9PlusError(.euiccInfo1, error)
        }
    }

    private static let tag: UInt16 = 0xBF20
    /// The most keys that are read from a list; eUICCs have a handful.
    private static let maximumKeyCount = 256

    private static func keys(_ list: DERReader.Element) throws(DERReader.Failure) -> [KeyIdentifier] {
        var reader = DERReader(list.content)
        var keys: [KeyIdentifier] = []
        while !reader.isAtEnd {
            let key = try reader.next(0x04)
            guard !key.content.isEmpty, keys.count < maximumKeyCount else { throw .invalidContent(tag: list.tag) }
            keys.append(KeyIdentifier(Array(key.content)))
        }
        return keys
    }
}
