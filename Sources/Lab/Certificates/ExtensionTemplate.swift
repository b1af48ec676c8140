public import SGP22

/// An extension as it is to be written, in a certificate or a CRL (RFC 5280 4.2).
public struct ExtensionTemplate: Hashable, Sendable {
    public var id: ObjectIdentifier
    public var isCritical: Bool
    /// What the OCTET STRING holds.
    public var content: [UInt8]

    public init(_ id: ObjectIdentifier, isCritical: Bool = false, content: [UInt8]) {
        self.id = id
        self.isCritical = isCritical
        self.content = content
    }

    /// The Extension; `FALSE` is the default of `critical`, and therefore not written.
    public var der: [UInt8] {
        DER.sequence(
            DER.objectIdentifier(id),
            isCritical ? DER.boolean(true) : [],
            DER.octetString(content)
        )
    }
}

extension ExtensionTemplate {
    public static func keyUsage(_ usage: KeyUsage, isCritical: Bool = true) -> ExtensionTemplate {
        // Bit 0 is the highest of the first byte; bits that are not set at the end are not written (X.690 11.2.2).
        let highest = (0..<9).last { usage.rawValue >> UInt16($0) & 1 == 1 }
        let count = highest.map { $0 / 8 + 1 } ?? 0
        var bytes = [UInt8](repeating: 0, count: count)
        for bit in 0..<9 where usage.rawValue >> UInt16(bit) & 1 == 1 { bytes[bit / 8] |= 0x80 >> UInt8(bit % 8) }
        let unused = highest.map { UInt8(7 - $0 % 8) } ?? 0
        return ExtensionTemplate(.keyUsage, isCritical: isCritical, content: DER.bitString(bytes, unusedBits: unused))
    }

    public static func extendedKeyUsage(_ purposes: [ObjectIdentifier], isCritical: Bool = true) -> ExtensionTemplate {
        let content = DER.sequence(purposes.map { DER.objectIdentifier($0) })
        return ExtensionTemplate(.extendedKeyUsage, isCritical: isCritical, content: content)
    }

    public static func policies(_ policies: [ObjectIdentifier], isCritical: Bool) -> ExtensionTemplate {
        let content = DER.sequence(policies.map { DER.sequence(DER.objectIdentifier($0)) })
        return ExtensionTemplate(.certificatePolicies, isCritical: isCritical, content: content)
    }

    public static func basicConstraints(
        isCA: Bool,
        pathLength: Int? = nil,
        isCritical: Bool = true
    ) -> ExtensionTemplate {
        let length = pathLength.map { DER.integer(UInt64(clamping: $0)) } ?? []
        let content = DER.sequence(isCA ? DER.boolean(true) : [], length)
        return ExtensionTemplate(.basicConstraints, isCritical: isCritical, content: content)
    }

    public static func alternativeNames(_ names: [GeneralName], isCritical: Bool = false) -> ExtensionTemplate {
        let content = DER.sequence(names.map(\.der))
        return ExtensionTemplate(.subjectAlternativeName, isCritical: isCritical, content: content)
    }

    public static func subjectKeyIdentifier(_ id: KeyIdentifier) -> ExtensionTemplate {
        ExtensionTemplate(.subjectKeyIdentifier, content: DER.octetString(id.bytes))
    }

    public static func authorityKeyIdentifier(_ id: KeyIdentifier) -> ExtensionTemplate {
        ExtensionTemplate(.authorityKeyIdentifier, content: DER.sequence(DER.tagged(0, id.bytes)))
    }

    /// A distribution point for each address.
    public static func crlDistributionPoints(_ addresses: [String]) -> ExtensionTemplate {
        let points = addresses.map { address in
            let name = DER.tagged(6, Array(address.utf8))
            let fullName = DER.tagged(0, isConstructed: true, name)
            return DER.sequence(DER.tagged(0, isConstructed: true, fullName))
        }
        return ExtensionTemplate(.crlDistributionPoints, content: DER.sequence(points))
    }

    /// Name constraints (RFC 5280 4.2.1.10): subtrees of DNS names.
    public static func nameConstraints(permitted: [String] = [], excluded: [String] = []) -> ExtensionTemplate {
        func subtrees(_ number: UInt8, _ names: [String]) -> [UInt8] {
            let bases = names.flatMap { DER.sequence(DER.tagged(2, Array($0.utf8))) }
            return names.isEmpty ? [] : DER.tagged(number, isConstructed: true, bases)
        }
        let content = DER.sequence(subtrees(0, permitted), subtrees(1, excluded))
        return ExtensionTemplate(.nameConstraints, isCritical: true, content: content)
    }

    public static func crlNumber(_ number: UInt64) -> ExtensionTemplate {
        ExtensionTemplate(.crlNumber, content: DER.integer(number))
    }
}

extension GeneralName {
    /// The GeneralName; one of another form has its tag and no content.
    fileprivate var der: [UInt8] {
        switch self {
        case .dns(let bytes): DER.tagged(2, bytes)
        case .registeredID(let id): DER.tagged(8, id.octets)
        case .ipAddress(let bytes): DER.tagged(7, bytes)
        case .other(let tag): DER.tagged(UInt8(clamping: tag) & 0x1F, [])
        }
    }
}
