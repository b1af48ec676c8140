internal import SGP22

/// The way from one leaf to the anchors: OpenSSL's path, made into values, and carried on where OpenSSL stops although the
/// issuer is there.
struct PathSearch {
    private let candidates: [Candidate]
    private let anchors: TrustAnchors
    private let verifier: ChainVerifier
    private let moment: CertificateDate
    private var path = ServedChain.Path()
    /// The last certificate of the path so far.
    private var last: Candidate

    /// A certificate in both forms.
    private struct Candidate {
        var certificate: Certificate
        var object: X509Object
        var servedPosition: Int?
    }

    /// The certificate at the place `leaf` can be read.
    init(
        certificates: [ServedCertificate],
        leaf: Int,
        anchors: TrustAnchors,
        verifier: ChainVerifier,
        moment: CertificateDate
    ) {
        (self.anchors, self.verifier, self.moment) = (anchors, verifier, moment)
        let places = [leaf] + certificates.indices.filter { $0 != leaf }
        candidates = places.prefix(1 + ChainVerifier.candidateLimit).compactMap { position in
            let served = certificates[position]
            guard let certificate = served.certificate, let object = served.object else { return nil }
            return Candidate(certificate: certificate, object: object, servedPosition: position)
        }
        last = candidates[0]
    }

    mutating func run() -> ServedChain.Path {
        goOn(from: candidates[0])
        while !path.endsInAnchor, path.links.count <= PathCheck.depthLimit, let issuer = misnamedIssuer() {
            // Found by its name and its signature: what does not fit is the identifier of its key, or OpenSSL has broken off.
            let position = path.links.count - 1
            path.problems.removeAll {
                $0.position == position && ($0.kind == .issuerNotFound || $0.kind == .crlMissing)
            }
            if !last.certificate.names(issuer.certificate) {
                path.problems.append(ServedChain.Problem(.keyIdentifierMismatch, position: position))
            }
            goOn(from: issuer)
        }
        if path.endsInAnchor {
            checkAnchor()
        } else {
            nameIssuer()
        }
        return path
    }

    /// Lets OpenSSL find the path from `start` on, and adds it.
    private mutating func goOn(from start: Candidate) {
        let offset = path.links.count
        var check = PathCheck(
            leaf: start.object,
            untrusted: candidates.dropFirst().map(\.object),
            anchors: anchors.store,
            revocationLists: verifier.revocationLists.map(\.object),
            checksRevocation: verifier.checksRevocation,
            at: moment
        )
        var outcome = check.run()
        if anchors.hasIntermediates, lastCertificate(outcome)?.isSelfIssued != true || !endsInAnchor(outcome) {
            check.acceptsPartialChain = true
            let partial = check.run()
            if endsInAnchor(partial) { outcome = partial }
        }
        if outcome.path.isEmpty {
            let failure = ServedChain.Problem.Kind.other(code: 0, text: "the path check could not be done")
            path.problems.append(ServedChain.Problem(failure, position: offset))
        }
        for address in outcome.path.isEmpty ? [start.object.address] : outcome.path {
            guard let link = candidate(at: address) else { break }
            last = link
            path.links.append(ServedChain.Link(link.certificate, servedPosition: link.servedPosition))
        }
        let anchor = anchors[sha256: last.certificate.sha256]
        if let anchor {
            path.links[path.links.count - 1].isAnchor = true
            path.endsInAnchor = true
            path.trustDomain = anchor.domain
        }
        note(outcome.objections, offset: offset)
        if !outcome.isComplete, !path.endsInAnchor { noteBreak(start) }
    }

    /// OpenSSL has broken off at a key that it cannot use. If it is the first certificate's, the issuer can still be found.
    private mutating func noteBreak(_ start: Candidate) {
        let position = path.links.count - 1
        if start.object.hasUsableKey {
            add(ServedChain.Problem(ProblemKind.unusableKey, position: position))
        } else {
            add(ServedChain.Problem(.issuerNotFound, position: position))
        }
    }

    private func lastCertificate(_ outcome: PathCheck.Outcome) -> Certificate? {
        outcome.path.last.flatMap(candidate)?.certificate
    }

    private func endsInAnchor(_ outcome: PathCheck.Outcome) -> Bool {
        lastCertificate(outcome).map { anchors[sha256: $0.sha256] != nil } ?? false
    }

    private func candidate(at address: UInt) -> Candidate? {
        if let served = candidates.first(where: { $0.object.address == address }) { return served }
        guard let anchor = anchors.anchor(at: address) else { return nil }
        let served = candidates.first { $0.certificate.sha256 == anchor.certificate.sha256 }
        return Candidate(
            certificate: anchor.certificate,
            object: anchor.object,
            servedPosition: served?.servedPosition
        )
    }

    /// Translates objections; each is made once, and none follows from another that is made.
    private mutating func note(_ objections: [PathCheck.Objection], offset: Int) {
        for objection in objections {
            let position = offset + objection.depth
            guard path.links.indices.contains(position) else {
                add(ServedChain.Problem(ProblemKind.of(objection, in: nil) ?? .issuerNotFound, position: nil))
                continue
            }
            let link = path.links[position]
            let subject = ProblemKind.Subject(
                certificate: link.certificate,
                isLeaf: position == 0,
                isAnchor: link.isAnchor,
                hasUsableKey: position == path.links.count - 1 ? last.object.hasUsableKey : usableKey(at: position),
                pathHasNameConstraints: path.links.contains { $0.certificate.hasNameConstraints },
                moment: moment
            )
            guard let kind = ProblemKind.of(objection, in: subject) else { continue }
            if !path.endsInAnchor, kind == .crlMissing { continue }
            add(ServedChain.Problem(kind, position: position))
        }
    }

    private func usableKey(at position: Int) -> Bool {
        let digest = path.links[position].certificate.sha256
        return candidates.first { $0.certificate.sha256 == digest }?.object.hasUsableKey ?? true
    }

    private mutating func add(_ problem: ServedChain.Problem) {
        // What is no CA may of course not sign: OpenSSL says both.
        if problem.kind == .maySignNoCertificates, path.problems.contains(.init(.notCA, position: problem.position)) {
            return
        }
        if !path.problems.contains(problem) { path.problems.append(problem) }
    }

    /// OpenSSL takes an anchor's word for itself; that it has signed itself is checked here, once for all paths.
    private mutating func checkAnchor() {
        guard let anchor = anchors[sha256: last.certificate.sha256], !anchors.isSoundlySigned(anchor) else { return }
        add(ServedChain.Problem(.badSignature, position: path.links.count - 1))
    }

    /// The certificate that has the name of the last one's issuer, and has signed it, and that OpenSSL passes over because the
    /// identifier of its key is another.
    private func misnamedIssuer() -> Candidate? {
        guard path.problems.contains(where: { $0.kind == .issuerNotFound && $0.position == path.links.count - 1 })
        else {
            return nil
        }
        let used = Set(path.links.map(\.certificate.sha256))
        let all = candidates + anchors.anchors.map { Candidate(certificate: $0.certificate, object: $0.object) }
        // A server may send a hundred of one name: signatures cost time.
        return all.lazy.filter { !used.contains($0.certificate.sha256) && last.object.namesAsIssuer($0.object) }
            .prefix(8).first { last.object.isSigned(by: $0.object) }
    }

    /// Looks for the issuer by the identifier of its key, where its name leads nowhere.
    private mutating func nameIssuer() {
        guard !last.certificate.isSelfIssued, let key = last.certificate.authorityKeyIdentifier.value?.keyIdentifier
        else {
            return
        }
        let sharers = anchors[key]
        if let signer = sharers.first(where: { last.object.isSigned(by: $0.object) }) {
            path.issuerByKey = .signed(anchor: signer.certificate.subject)
            path.trustDomain = signer.domain
        } else if let sharer = sharers.first {
            path.issuerByKey = .notSigned(anchor: sharer.certificate.subject)
        } else if let known = verifier.knownCIs.first(where: { $0.keyIdentifier == key }) {
            path.issuerByKey = .known(known)
        }
    }
}

extension Certificate {
    /// Whether the identifier of the issuer's key, if there is one, is that of `issuer`.
    fileprivate func names(_ issuer: Certificate) -> Bool {
        guard
            let named = authorityKeyIdentifier.value?.keyIdentifier, let key = issuer.subjectKeyIdentifier.value
        else { return true }
        return named == key
    }

    fileprivate var hasNameConstraints: Bool {
        extensions.contains { $0.id.description == RawExtension.ID.nameConstraints }
    }
}
