import Lab
import SGP22

/// Chains in which nothing is wrong, also where they look unusual.
public enum GoodCases {
    /// Every variant on both curves for every use, and the unusual ones.
    public static func all() throws -> [ChainCase] {
        try ordinary() + unusual()
    }

    private static func ordinary() throws -> [ChainCase] {
        try [KeyPair.Kind.p256, .brainpoolP256r1].flatMap { keyKind in
            let shop = Workshop(keyKind)
            return try CertificateVariant.allCases.flatMap { variant in
                let hierarchy = try shop.hierarchy(variant)
                return try CertificateUse.allCases.map { use in
                    let leaf = try shop.leaf(of: hierarchy, use)
                    let note = "variant \(variant.rawValue), \(keyKind), \(use)"
                    return shop.chainCase(nil, note, hierarchy.chain(of: leaf), hierarchy.ci) { $0.use = use }
                }
            }
        }
    }

    private static func unusual() throws -> [ChainCase] {
        let shop = Workshop()
        return [
            try shop.leafCase(nil, "the host in capitals, with a dot", expecting: { $0.host = "RSP.Lab.Example." }),
            try shop.leafCase(nil, "no host to compare", expecting: { $0.host = nil }),
            try shop.leafCase(
                nil,
                "the beginning of the CI's key",
                expecting: { expectations in
                    expectations.ciPKID = try? KeyIdentifier(Array(shop.hierarchy().ci.keyIdentifier.bytes.prefix(3)))
                }
            ),
            try shop.leafCase(nil, "basicConstraints with CA:FALSE") {
                $0.extensions.append(.basicConstraints(isCA: false))
            },
            try shop.leafCase(nil, "a serial number of 20 octets") {
                $0.serialNumber = [UInt8](repeating: 0x7F, count: 20)
            },
            try shop.leafCase(nil, "a name in capitals") {
                $0.set(.alternativeNames([.dns(Array("RSP.LAB.EXAMPLE".utf8)), .registeredID(shop.smdpOID)]))
            },
            try shop.leafCase(nil, "an extension that nobody knows, not critical") {
                $0.extensions.append(
                    ExtensionTemplate(ObjectIdentifier(unchecked: "2.999.999"), content: [0x05, 0x00])
                )
            },
            try shop.leafCase(nil, "ends at the very second") {
                $0.notAfter = .date(shop.at)
            } expecting: {
                $0.expiryWarningDays = 0
            },
            try shop.rootCase(nil, "a root with the serial number 0, as those of SGP.26") { $0.serialNumber = [0] },
            try shop.crlCase(nil, "a CRL that names others") { list, leaf in
                list.entries = [.init(serialNumber: [1], date: .date(shop.at.adding(days: -5)))]
            },
        ]
    }
}
