public import SGP22

/// Checks chains of certificates against anchors: OpenSSL's path check (RFC 5280 6), and where the path leads.
///
/// Blocks for about a millisecond for each chain. One value serves many threads.
public struct ChainVerifier: Sendable {
    /// What paths may end in.
    public var anchors: TrustAnchors
    /// The certificate authorities of the public web, for chains that do not end in `anchors`; `nil` to leave them out.
    public var publicRoots: TrustAnchors?
    /// CIs that are not trusted, and whose names help to say who has signed a chain.
    public var knownCIs: [KnownCI]
    public var revocationLists: [RevocationList]
    /// Whether each certificate is looked up in the CRL of its issuer, and a CRL that is not there is a problem.
    public var checksRevocation: Bool

    /// - Parameters:
    ///   - anchors: What paths may end in.
    ///   - publicRoots: The roots of the public web, if they are to be tried where `anchors` do not help.
    ///   - knownCIs: CIs to be recognised where they are not trusted.
    ///   - revocationLists: The CRLs that are at hand.
    ///   - checksRevocation: By default, if there are CRLs.
    public init(
        anchors: TrustAnchors,
        publicRoots: TrustAnchors? = nil,
        knownCIs: [KnownCI] = [],
        revocationLists: [RevocationList] = [],
        checksRevocation: Bool? = nil
    ) {
        self.anchors = anchors
        self.publicRoots = publicRoots
        self.knownCIs = knownCIs
        self.revocationLists = revocationLists
        self.checksRevocation = checksRevocation ?? !revocationLists.isEmpty
    }

    /// Only so many certificates behind the leaf are used to find a path; a server needs to send three at most (SGP.22 4.5.2.1).
    public static let candidateLimit = 100

    /// Checks a chain: one certificate is the leaf, the others are those that it may lead through.
    ///
    /// - Parameters:
    ///   - certificates: In the order in which a server has sent them, or in which they stand in a file.
    ///   - leaf: The place of the leaf. A server always sends it first (RFC 5246 7.4.2); who makes a file may forget that.
    ///   - moment: When the chain has to be good; of the CRLs too.
    /// - Returns: the chain with its path, as far as it goes, and all that the path check objects to.
    public func check(_ certificates: [ServedCertificate], leaf: Int = 0, at moment: CertificateDate) -> ServedChain {
        let served = certificates.map(\.served)
        guard certificates.indices.contains(leaf), certificates[leaf].object != nil else {
            return ServedChain(served: served, path: ServedChain.Path())
        }
        let path = path(of: certificates, leaf, endingIn: anchors, at: moment)
        if !path.endsInAnchor, path.issuerByKey == nil, let publicRoots {
            let publicPath = self.path(of: certificates, leaf, endingIn: publicRoots, at: moment)
            if publicPath.endsInAnchor { return ServedChain(served: served, path: publicPath) }
        }
        return ServedChain(served: served, path: path)
    }

    private func path(
        of certificates: [ServedCertificate],
        _ leaf: Int,
        endingIn anchors: TrustAnchors,
        at moment: CertificateDate
    ) -> ServedChain.Path {
        var search = PathSearch(
            certificates: certificates,
            leaf: leaf,
            anchors: anchors,
            verifier: self,
            moment: moment
        )
        return search.run()
    }
}

extension [ServedCertificate] {
    /// The place of the certificate of a file for whose sake the others are there: the first that is no CA's, if the file
    /// begins with a CA's; otherwise the first.
    public var likelyLeaf: Int {
        guard first?.certificate?.isCA == true else { return 0 }
        return firstIndex { $0.certificate?.isCA == false } ?? 0
    }
}
