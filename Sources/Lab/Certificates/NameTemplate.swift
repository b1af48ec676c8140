public import SGP22

/// A name as it is to be written: any attributes, in any order, in any kind of string (RFC 5280 4.1.2.4).
public struct NameTemplate: Hashable, Sendable {
    /// Sets of attributes; nearly all names have one in each.
    public var sets: [[Attribute]]

    /// One part of a name.
    public struct Attribute: Hashable, Sendable {
        public var type: ObjectIdentifier
        /// The tag of the string, such as 12 for UTF8String.
        public var tag: UInt8
        /// The string's bytes.
        public var bytes: [UInt8]

        /// An attribute in UTF-8.
        public init(_ type: ObjectIdentifier, _ text: String) {
            self.init(type, tag: DER.Tag.utf8String, bytes: Array(text.utf8))
        }

        /// An attribute of any kind.
        public init(_ type: ObjectIdentifier, tag: UInt8, bytes: [UInt8]) {
            self.type = type
            self.tag = tag
            self.bytes = bytes
        }
    }

    public init(sets: [[Attribute]]) {
        self.sets = sets
    }

    /// A name of the usual parts, in the order C, O, OU, CN; what is `nil` is left out.
    public init(country: String? = nil, organization: String?, unit: String? = nil, commonName: String?) {
        sets = []
        if let country {
            sets.append([Attribute(Self.countryType, tag: DER.Tag.printableString, bytes: Array(country.utf8))])
        }
        for (type, text) in [(Self.organizationType, organization), (Self.unitType, unit), (Self.nameType, commonName)]
        {
            if let text { sets.append([Attribute(type, text)]) }
        }
    }

    /// The Name.
    public var der: [UInt8] {
        let sets = sets.map { attributes in
            DER.element(
                DER.Tag.set,
                attributes.flatMap { DER.sequence(DER.objectIdentifier($0.type), DER.element($0.tag, $0.bytes)) }
            )
        }
        return DER.sequence(sets)
    }

    private static let countryType = ObjectIdentifier(unchecked: "2.5.4.6")
    private static let organizationType = ObjectIdentifier(unchecked: "2.5.4.10")
    private static let unitType = ObjectIdentifier(unchecked: "2.5.4.11")
    private static let nameType = ObjectIdentifier(unchecked: "2.5.4.3")
}
