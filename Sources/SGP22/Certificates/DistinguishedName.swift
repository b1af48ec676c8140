/// The name of an issuer or a subject (RFC 5280 4.1.2.4).
public struct DistinguishedName: Hashable, Sendable {
    /// The encoding, which is what two names are compared by here; the path check compares as RFC 5280 7.1 says.
    public var der: [UInt8]
    /// The attributes in their order; those of one set follow each other.
    public var attributes: [Attribute]

    public init(der: [UInt8], attributes: [Attribute]) {
        self.der = der
        self.attributes = attributes
    }

    /// One part of a name.
    public struct Attribute: Hashable, Sendable {
        public var type: ObjectIdentifier
        /// The value as text; bytes that are no text have become U+FFFD.
        public var value: String

        public init(type: ObjectIdentifier, value: String) {
            self.type = type
            self.value = value
        }
    }

    /// The values of one type of attribute.
    public func values(of type: ObjectIdentifier) -> [String] {
        attributes.filter { $0.type == type }.map(\.value)
    }

    /// The first common name.
    public var commonName: String? { values(of: .commonName).first }
}

extension DistinguishedName: CustomStringConvertible {
    /// The attributes in their order, such as `C=PE, O=Example, CN=rsp.example.com`.
    ///
    /// A control character, a line break or another character that a terminal may obey is written as `\u{…}`; a comma,
    /// a backslash, and a space at either end of a value stand behind a backslash.
    public var description: String {
        attributes.map { "\(Self.shortNames[$0.type.description] ?? $0.type.description)=\(Self.escaped($0.value))" }
            .joined(separator: ", ")
    }

    /// A foreign text as `description` writes it.
    static func escaped(_ value: String) -> String {
        let scalars = Array(value.unicodeScalars)
        var text = ""
        for (index, scalar) in scalars.enumerated() {
            let isAtEnd = index == 0 || index == scalars.count - 1
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
                text += "\\u{\(String(scalar.value, radix: 16))}"
            case _ where scalar == "," || scalar == "\\" || (scalar == " " && isAtEnd):
                text += "\\\(scalar)"
            default:
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private static let shortNames = [
        "2.5.4.3": "CN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L", "2.5.4.8": "ST",
        "2.5.4.9": "street",
        "2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.97": "organizationIdentifier", "0.9.2342.19200300.100.1.25": "DC",
        "1.2.840.113549.1.9.1": "emailAddress",
    ]
}

extension ObjectIdentifier {
    static let commonName = ObjectIdentifier(unchecked: "2.5.4.3")
    static let organizationName = ObjectIdentifier(unchecked: "2.5.4.10")
}
