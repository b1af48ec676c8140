import CertificateFixtures
import Lab
import SGP22
import ServerTrust
import Testing

/// The laboratory's certificates, each with one fault, through path check and rules: each is found by its rule alone.
struct FaultCatalogueTests {
    @Test(arguments: FaultCatalogue.all)
    func `finds a fault by exactly its rule`(recipe: FaultCatalogue.Recipe) throws {
        let chain = try recipe.chainCase()
        let found = try findings(in: chain)
        #expect(Set(found.map(\.rule)) == [recipe.rule], "\(found.map { "\($0.rule): \($0.message)" })")
    }

    /// Those about keys are of P-256 in themselves.
    static let curveless = FaultCatalogue.all.filter { !$0.rule.hasPrefix("key-") && $0.rule != "chain-mixed-curves" }

    @Test(arguments: curveless)
    func `finds the same on brainpoolP256r1`(recipe: FaultCatalogue.Recipe) throws {
        let found = try findings(in: recipe.chainCase(in: Workshop(.brainpoolP256r1)))
        #expect(Set(found.map(\.rule)) == [recipe.rule], "\(found.map { "\($0.rule): \($0.message)" })")
    }

    @Test func `finds nothing in chains that are good, usual or not`() throws {
        for chain in try GoodCases.all() {
            // A note changes no verdict: roots of SGP.26 v3 have the serial number 0.
            let found = try findings(in: chain).filter { $0.severity > .note }
            #expect(found.isEmpty, "\(chain): \(found.map { "\($0.rule): \($0.message)" })")
        }
    }

    @Test func `has a certificate for every rule, but those about connections and answers`() {
        let known = Set(CertificateRule.all.map(\.id))
        #expect(known.subtracting(FaultCatalogue.all.map(\.rule)) == FaultCatalogue.connectionRules)
        #expect(Set(FaultCatalogue.all.map(\.rule)).isSubset(of: known))
    }

    private func findings(in chain: ChainCase) throws -> [CertificateFinding] {
        let anchors = chain.anchors.compactMap { TrustAnchor(ServedCertificate(der: $0), domain: chain.anchorDomain) }
        let lists = try chain.crls.flatMap { try RevocationList.lists(in: $0) }
        let verifier = ChainVerifier(
            anchors: TrustAnchors(anchors),
            knownCIs: KnownCI.all,
            revocationLists: lists,
            checksRevocation: chain.expectations.requiresCRL || !lists.isEmpty
        )
        let served = verifier.check(chain.served.map { ServedCertificate(der: $0) }, at: chain.expectations.at)
        return CertificateRule.findings(in: served, expecting: chain.expectations)
    }
}
