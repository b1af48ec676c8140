internal import SGP22

/// Reads what is in the extensions that rules ask about (RFC 5280 4.2.1).
enum ExtensionContent {
    static func keyUsage(_ reader: inout DERReader) throws(DERReader.Fault) -> KeyUsage {
        let field = try reader.next(DERTag.bitString)
        let octets = reader[field.content].dropFirst()
        guard !field.content.isEmpty else { throw DERReader.Fault() }
        var usage: UInt16 = 0
        for (position, octet) in octets.prefix(2).enumerated() {
            for bit in 0..<8 where octet & (0x80 >> bit) != 0 && position * 8 + bit < 9 {
                usage |= 1 << (position * 8 + bit)
            }
        }
        return KeyUsage(rawValue: usage)
    }

    static func purposes(_ reader: inout DERReader) throws(DERReader.Fault) -> [ObjectIdentifier] {
        var list = try reader.enter(DERTag.sequence)
        var purposes: [ObjectIdentifier] = []
        while !list.isAtEnd { purposes.append(try list.objectIdentifier()) }
        return purposes
    }

    static func policies(_ reader: inout DERReader) throws(DERReader.Fault) -> [ObjectIdentifier] {
        var list = try reader.enter(DERTag.sequence)
        var policies: [ObjectIdentifier] = []
        while !list.isAtEnd {
            var policy = try list.enter(DERTag.sequence)
            policies.append(try policy.objectIdentifier())
        }
        return policies
    }

    static func generalNames(_ reader: inout DERReader) throws(DERReader.Fault) -> [GeneralName] {
        var list = try reader.enter(DERTag.sequence)
        var names: [GeneralName] = []
        while !list.isAtEnd { names.append(try generalName(&list)) }
        return names
    }

    private static func generalName(_ reader: inout DERReader) throws(DERReader.Fault) -> GeneralName {
        let name = try reader.next()
        let content = reader[name.content]
        switch name.tag {
        case DERTag.context(2): return .dns(Array(content))
        case DERTag.context(7): return .ipAddress(Array(content))
        case DERTag.context(8):
            guard let id = ObjectIdentifier(der: content) else { throw DERReader.Fault() }
            return .registeredID(id)
        default:
            guard name.tag & 0xC0 == 0x80 else { throw DERReader.Fault() }
            return .other(tag: Int(name.tag & 0x1F))
        }
    }

    static func basicConstraints(_ reader: inout DERReader) throws(DERReader.Fault) -> BasicConstraints {
        var fields = try reader.enter(DERTag.sequence)
        let flag = try fields.nextIfPresent(DERTag.boolean)
        let number = try fields.nextIfPresent(DERTag.integer)
        guard fields.isAtEnd else { throw DERReader.Fault() }
        var pathLength: Int?
        if let number {
            let octets = fields[number.content]
            guard let first = octets.first, first < 0x80 else { throw DERReader.Fault() }
            // So many that no path is as long.
            pathLength = octets.count > 4 ? Int(Int32.max) : octets.reduce(0) { $0 << 8 | Int($1) }
        }
        let isCA = flag.map { fields[$0.content].contains { $0 != 0 } } ?? false
        return BasicConstraints(isCA: isCA, pathLength: pathLength)
    }

    static func keyIdentifier(_ reader: inout DERReader) throws(DERReader.Fault) -> KeyIdentifier {
        KeyIdentifier(Array(reader[try reader.next(DERTag.octetString).content]))
    }

    static func authorityKeyIdentifier(_ reader: inout DERReader) throws(DERReader.Fault) -> AuthorityKeyIdentifier {
        var fields = try reader.enter(DERTag.sequence)
        var identifier = AuthorityKeyIdentifier(keyIdentifier: nil)
        while !fields.isAtEnd {
            let field = try fields.next()
            if field.tag == DERTag.context(0) { identifier.keyIdentifier = KeyIdentifier(Array(fields[field.content])) }
            if field.tag == DERTag.context(2) { identifier.namesCertificate = true }
        }
        return identifier
    }

    static func distributionPoints(_ reader: inout DERReader) throws(DERReader.Fault) -> [String] {
        var list = try reader.enter(DERTag.sequence)
        var addresses: [String] = []
        while !list.isAtEnd {
            var point = try list.enter(DERTag.sequence)
            guard let name = try point.nextIfPresent(DERTag.constructed(0)) else { continue }
            var choice = point.entering(name)
            guard let full = try choice.nextIfPresent(DERTag.constructed(0)) else { continue }
            var names = choice.entering(full)
            while !names.isAtEnd {
                let name = try names.next()
                guard name.tag == DERTag.context(6) else { continue }
                addresses.append(String(decoding: names[name.content], as: UTF8.self))
            }
        }
        return addresses
    }
}
