/// What a rule is given: the chain, what it is held against, and what several rules ask about them.
struct Examination: Sendable {
    let chain: ServedChain
    let expectations: CertificateExpectations
    /// The name that the leaf has to be for.
    let host: HostName?
    /// Why the path ends without an anchor; `nil` when it does not, or when there is no path.
    let breakOff: BreakOff?

    init(chain: ServedChain, expectations: CertificateExpectations) {
        self.chain = chain
        self.expectations = expectations
        host = expectations.host.map(HostName.init)
        breakOff = BreakOff(of: chain, expecting: expectations)
    }

    /// The path, leaf first: positions in findings are places in it.
    var links: [ServedChain.Link] { chain.path.links }

    /// The certificate that is judged; `nil` when it cannot be read.
    var leaf: Certificate? { chain.path.links.first?.certificate }

    /// The place of the anchor in the path, when the path has one that is not the leaf itself.
    var anchorPosition: Int? {
        chain.path.endsInAnchor && chain.path.links.count > 1 ? chain.path.links.count - 1 : nil
    }

    /// Whether the GSMA's own rules apply.
    var followsGSMA: Bool {
        guard expectations.profile == .gsma else { return false }
        return chain.path.trustDomain.followsGSMA || expectations.specification == .v2
    }

    /// The places of the path that the server is answerable for: all but the anchor, and the leaf even if it is the anchor.
    var subordinatePositions: Range<Int> { 0..<(anchorPosition ?? chain.path.links.count) }

    /// The places of the CAs between the leaf and the anchor.
    var subCAPositions: Range<Int> {
        let end = subordinatePositions.upperBound
        return min(1, end)..<end
    }

    /// What in the server's answer does not fit the question that it was asked.
    var disagreements: [InitiateAuthentication.Disagreement] {
        if case .session(_, let disagreements) = chain.authentication { disagreements } else { [] }
    }
}

extension Examination {
    /// What `judge` says about the leaf.
    func remarksOnLeaf(_ judge: (Certificate) -> String?) -> [CertificateRule.Remark] {
        remarks(on: 0..<min(1, chain.path.links.count), judge)
    }

    /// What `judge` says about each certificate that the server is answerable for.
    func remarksOnSubordinates(_ judge: (Certificate) -> String?) -> [CertificateRule.Remark] {
        remarks(on: subordinatePositions, judge)
    }

    /// What `judge` says about the CAs between the leaf and the anchor.
    func remarksOnSubCAs(_ judge: (Certificate) -> String?) -> [CertificateRule.Remark] {
        remarks(on: subCAPositions, judge)
    }

    private func remarks(on positions: Range<Int>, _ judge: (Certificate) -> String?) -> [CertificateRule.Remark] {
        var remarks: [CertificateRule.Remark] = []
        for position in positions {
            if let message = judge(chain.path.links[position].certificate) {
                remarks.append(.init(message, at: position))
            }
        }
        return remarks
    }

    /// What follows from the objections of the path check that lead to the rule `id`, at places where `remarks` say nothing
    /// yet, behind `remarks`.
    func withObjections(_ id: String, _ remarks: [CertificateRule.Remark] = []) -> [CertificateRule.Remark] {
        guard !chain.path.problems.isEmpty else { return remarks }
        var remarks = remarks
        for problem in chain.path.problems where rule(answeringFor: problem) == id {
            guard !remarks.contains(where: { $0.position == problem.position }) else { continue }
            remarks.append(.init(problem.kind.words, at: problem.position))
        }
        return remarks
    }
}

extension ServedChain {
    /// The certificates as reports list them: the path from the leaf to its anchor, then what was served and is in no path.
    public var certificates: [Certificate] {
        path.links.map(\.certificate) + extras.map(\.certificate)
    }

    /// What was served and is in no path, with the places in `served`.
    var extras: [(servedPosition: Int, certificate: Certificate)] {
        served.enumerated().compactMap { position, served in
            guard let certificate = served.certificate else { return nil }
            return path.links.contains { $0.servedPosition == position } ? nil : (position, certificate)
        }
    }
}

extension Examination {
    /// Where the certificate of a link from the anchors stands among those that were served, if it was served too.
    func place(ofServed link: ServedChain.Link) -> Int? {
        chain.served.firstIndex { $0.certificate?.sha256 == link.certificate.sha256 }
    }

    /// Whether a certificate is the anchor's, or one more that the anchor has issued for its own key.
    func isAnchor(_ certificate: Certificate) -> Bool {
        guard let position = anchorPosition else { return false }
        let anchor = links[position].certificate
        return certificate.sha256 == anchor.sha256
            || (certificate.isSelfIssued && certificate.publicKey.sha1 == anchor.publicKey.sha1)
    }

    /// The objections of the path check about CRLs that lead to the rule `id`: errors where a CRL is required.
    func crlRemarks(_ id: String) -> [CertificateRule.Remark] {
        withObjections(id).map { .init($0.message, at: $0.position, severity: expectations.requiresCRL ? .error : nil) }
    }
}
