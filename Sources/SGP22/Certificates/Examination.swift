/// What a rule is given: the chain, what it is held against, and what several rules ask about them.
struct Examination: Sendable {
    let chain: ServedChain
    let expectations: CertificateExpectations
    /// The certificates of the path, then those that were served and are in no path: positions in findings count through it.
    let certificates: [Certificate]

    init(chain: ServedChain, expectations: CertificateExpectations) {
        self.chain = chain
        self.expectations = expectations
        certificates = chain.certificates
    }

    /// The certificate that is judged; `nil` when it cannot be read.
    var leaf: Certificate? { chain.path.links.first?.certificate }

    /// Whether the GSMA's own rules apply.
    var followsGSMA: Bool {
        guard expectations.profile == .gsma else { return false }
        return chain.path.trustDomain.followsGSMA || expectations.specification == .v2
    }

    /// The path without its anchor, with positions: what the server is answerable for.
    var subordinates: some Sequence<(position: Int, certificate: Certificate)> {
        chain.path.links.enumerated().lazy.filter { !$0.element.isAnchor }
            .map { (position: $0.offset, certificate: $0.element.certificate) }
    }

    /// The objections of the path check, of one kind, with their positions.
    func problems(_ kind: ServedChain.Problem.Kind) -> [ServedChain.Problem] {
        chain.path.problems.filter { $0.kind == kind }
    }
}

extension ServedChain {
    /// The certificates as reports list them: the path from the leaf to its anchor, then what was served and is in no path.
    public var certificates: [Certificate] {
        let used = Set(path.links.compactMap(\.servedPosition))
        let others = served.enumerated().filter { !used.contains($0.offset) }.compactMap { $0.element.certificate }
        return path.links.map(\.certificate) + others
    }
}
