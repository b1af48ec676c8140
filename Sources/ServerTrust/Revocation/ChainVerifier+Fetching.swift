public import SGP22

extension ChainVerifier {
    /// Checks a chain as `check(_:leaf:at:)` does, with the CRLs that its certificates name beside those that are at hand.
    ///
    /// Nothing is fetched for a chain that does not end in an anchor. A CRL whose signature is not its issuer's is forgotten
    /// and, if it came from the cache, fetched once more; only good ones are kept.
    ///
    /// - Parameters:
    ///   - certificates: In the order in which a server has sent them.
    ///   - leaf: The place of the leaf.
    ///   - moment: When the chain has to be good. CRLs of now say little about another time: better not fetch any then.
    ///   - fetcher: Gets and keeps CRLs.
    ///   - now: The time by which CRLs are in date or not.
    /// - Returns: the chain, and the addresses from which no CRL was had.
    public func check(
        _ certificates: [ServedCertificate],
        leaf: Int = 0,
        at moment: CertificateDate,
        fetchingBy fetcher: CRLFetcher,
        now: CertificateDate
    ) -> (chain: ServedChain, failures: [CRLFetcher.Failure]) {
        var plain = self
        plain.checksRevocation = false
        let chain = plain.check(certificates, leaf: leaf, at: moment)
        guard chain.path.endsInAnchor else { return (chain, []) }
        var outcome = check(certificates, leaf, at: moment, chain.path, fetcher, now)
        if outcome.hasForgotten { outcome = check(certificates, leaf, at: moment, chain.path, fetcher, now) }
        return (outcome.chain, outcome.failures)
    }

    private struct Outcome {
        var chain: ServedChain
        var failures: [CRLFetcher.Failure]
        /// Whether one from the cache has proved bad.
        var hasForgotten: Bool
    }

    private func check(
        _ certificates: [ServedCertificate],
        _ leaf: Int,
        at moment: CertificateDate,
        _ path: ServedChain.Path,
        _ fetcher: CRLFetcher,
        _ now: CertificateDate
    ) -> Outcome {
        let (fetched, failures) = fetcher.fetch(for: path, now: now)
        var verifier = self
        verifier.revocationLists += fetched.flatMap(\.lists)
        verifier.checksRevocation = true
        let chain = verifier.check(certificates, leaf: leaf, at: moment)
        let isSpoiled = chain.path.problems.contains { [.crlBadSignature, .crlUnusable].contains($0.kind) }
        let issuers = Set(path.links.map(\.certificate.issuer))
        var hasForgotten = false
        for one in fetched {
            if !isSpoiled, one.lists.contains(where: { issuers.contains($0.issuer) }) {
                fetcher.keep(one, now: now)
            } else if fetcher.forget(one) {
                hasForgotten = true
            }
        }
        return Outcome(chain: chain, failures: failures, hasForgotten: hasForgotten)
    }
}
