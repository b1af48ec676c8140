import Lab
import SGP22

/// Faults of a chain, of its anchor, and of what is known of revocation.
extension FaultCatalogue {
    static let chains: [Recipe] = [
        Recipe("aki-mismatch", "the identifier of another key, with the issuer's name and signature") {
            shop,
            rule,
            note in
            let other = try shop.hierarchy(seed: "other").ci.keyIdentifier
            return try shop.leafCase(rule, note) { $0.set(.authorityKeyIdentifier(other)) }
        },
        Recipe("chain-self-signed", "the leaf has signed itself") { shop, rule, note in
            let hierarchy = try shop.hierarchy()
            let good = try shop.leaf(of: hierarchy)
            var template = good.template
            template.issuer = template.subject
            template.set(.authorityKeyIdentifier(good.keyIdentifier))
            let leaf = try IssuedCertificate(template, key: good.key, issuer: nil)
            return shop.chainCase(rule, note, [leaf.der], hierarchy.ci)
        },
        Recipe("ci-unknown", "a CI that is not trusted") { shop, rule, note in
            let hierarchy = try Hierarchy(
                .o,
                keyKind: shop.keyKind,
                start: shop.at.adding(days: -1000),
                seed: "unknown",
                name: "Unknown CI"
            )
            return shop.chainCase(rule, note, [try shop.leaf(of: hierarchy).der], try shop.hierarchy().ci)
        },
        Recipe("chain-incomplete", "the SubCA is not sent") { shop, rule, note in
            let hierarchy = try shop.hierarchy(.a)
            return shop.chainCase(rule, note, [try shop.leaf(of: hierarchy).der], hierarchy.ci)
        },
        Recipe("issuer-dn-mismatch", "the parts of the issuer's name in another order") { shop, rule, note in
            try shop.leafCase(rule, note) { $0.issuer.sets.reverse() }
        },
        Recipe("chain-signature", "the last bit of the signature is another one") {
            try $0.bytesCase($1, $2) { $0[$0.count - 1] ^= 1 }
        },
        Recipe("chain-signature", "another key has signed in the name of the CI") { shop, rule, note in
            let hierarchy = try shop.hierarchy()
            let template = try shop.leaf(of: hierarchy).template
            let forger = try KeyPair(shop.keyKind, seed: "forger")
            return shop.chainCase(rule, note, [try template.signed(by: forger)], hierarchy.ci)
        },
        Recipe("chain-order", "the SubCAs in the wrong order") { shop, rule, note in
            let hierarchy = try shop.hierarchy(.c)
            let chain = hierarchy.chain(of: try shop.leaf(of: hierarchy))
            return shop.chainCase(rule, note, [chain[0], chain[2], chain[1]], hierarchy.ci)
        },
        Recipe("chain-extra-certificate", "a SubCA of another CI") { shop, rule, note in
            let hierarchy = try shop.hierarchy()
            let stranger = try Hierarchy(
                .a,
                keyKind: shop.keyKind,
                start: shop.at.adding(days: -1000),
                seed: "stranger",
                name: "Stranger"
            )
            return shop.chainCase(rule, note, [try shop.leaf(of: hierarchy).der, stranger.subCAs[0].der], hierarchy.ci)
        },
        Recipe("chain-root-sent", "the root is sent too") { shop, rule, note in
            let hierarchy = try shop.hierarchy()
            return shop.chainCase(rule, note, [try shop.leaf(of: hierarchy).der, hierarchy.ci.der], hierarchy.ci)
        },
        .subCA("chain-pathlen", "a CI SubCA that allows no SubCA below it", .c) {
            $0.set(.basicConstraints(isCA: true, pathLength: 0))
        },
        .subCA("chain-ca-not-ca", "a SubCA with CA:FALSE") {
            $0.set(.basicConstraints(isCA: false))
        },
        .subCA("chain-ca-key-usage", "a SubCA that may sign CRLs alone") { $0.set(.keyUsage(.cRLSign)) },
        Recipe("chain-ca-expired", "a SubCA has ended yesterday") { shop, rule, note in
            try shop.subCACase(rule, note) { $0.notAfter = .date(shop.at.adding(days: -1)) }
        },
        .subCA("chain-name-constraints", "a SubCA for other names") {
            $0.extensions.append(.nameConstraints(permitted: ["lab2.example"]))
        },
        .subCA("chain-name-constraints", "a SubCA that excludes the name") {
            $0.extensions.append(.nameConstraints(excluded: ["lab.example"]))
        },
    ]

    static let anchors: [Recipe] = [
        Recipe("ci-test", "a test CI, which was not asked for") { shop, rule, note in
            var chain = try shop.leafCase(rule, note)
            chain.anchorDomain = .gsmaTest
            return chain
        },
        Recipe("ci-expired", "the CI has ended yesterday") { shop, rule, note in
            try shop.rootCase(rule, note) { $0.notAfter = .date(shop.at.adding(days: -1)) }
        },
        Recipe("ci-public", "a public CA") { shop, rule, note in
            var chain = try shop.leafCase(rule, note)
            chain.anchorDomain = .public
            chain.expectations.smdpOID = nil
            return chain
        },
        .expecting("ci-pkid-mismatch", "another CI key") {
            $0.ciPKID = KeyIdentifier([UInt8](repeating: 0x42, count: 20))
        },
    ]

    static let revocation: [Recipe] = [
        Recipe("revoked", "for the compromise of its key") { shop, rule, note in
            try shop.crlCase(rule, note) { list, leaf in list.entries = [shop.entry(leaf, reason: 1)] }
        },
        Recipe("revoked", "for no reason given") { shop, rule, note in
            try shop.crlCase(rule, note) { list, leaf in list.entries = [shop.entry(leaf, reason: nil)] }
        },
        Recipe("crl-unavailable", "none is at hand, and one is demanded") {
            try $0.leafCase($1, $2, expecting: { $0.requiresCRL = true })
        },
        Recipe("crl-expired", "the next one should have come yesterday") { try $0.crlCase($1, $2, thisUpdate: -31) },
        Recipe("crl-not-yet-valid", "it is from tomorrow") { try $0.crlCase($1, $2, thisUpdate: 1) },
        Recipe("crl-signature", "another key has signed it") { shop, rule, note in
            try shop.crlCase(rule, note, signedBy: try KeyPair(shop.keyKind, seed: "forger"))
        },
    ]
}

extension Workshop {
    fileprivate func entry(_ certificate: IssuedCertificate, reason: UInt8?) -> RevocationListTemplate.Entry {
        RevocationListTemplate.Entry(
            serialNumber: certificate.template.serialNumber,
            date: .date(at.adding(days: -5)),
            reason: reason
        )
    }
}
