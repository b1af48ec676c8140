import SGP22
import ServerTrust
import Synchronization
import SystemPackage

/// Judges chains of certificates: the path to an anchor, then the rules. One value serves many threads.
struct ChainJudge: Sendable {
    var verifier: ChainVerifier
    var expectations: CertificateExpectations
    /// The roots of the public web, to recognise a public CA where the anchors do not help; `nil` to know none.
    var publicRoots: PublicRoots?
    /// Gets the CRLs that certificates name; `nil` to get none. CRLs of now say little about another time.
    var crlFetcher: CRLFetcher?

    /// Judges the certificates of a target.
    ///
    /// - Parameters:
    ///   - name: What reports call the target.
    ///   - certificates: In the order in which they were served.
    ///   - leaf: The place of the leaf among them.
    ///   - connection: What was seen of the connection, if there was one.
    ///   - handshakeFailure: Why the handshake was not carried through behind the certificates, if it was not.
    ///   - expectations: What is expected of this target, if not of all.
    /// - Returns: the chain with its findings.
    func judge(
        _ name: String,
        _ certificates: [ServedCertificate],
        leaf: Int = 0,
        connection: ServedChain.Connection? = nil,
        handshakeFailure: ServedChain.HandshakeFailure? = nil,
        expecting expectations: CertificateExpectations? = nil
    ) -> VerifiedTarget {
        let expectations = expectations ?? self.expectations
        var chain = chain(of: certificates, leaf: leaf, expecting: expectations)
        (chain.connection, chain.handshakeFailure) = (connection, handshakeFailure)
        return VerifiedTarget(name: name, chain: chain, expecting: expectations)
    }

    /// The path from the leaf to an anchor.
    func chain(
        of certificates: [ServedCertificate],
        leaf: Int = 0,
        expecting expectations: CertificateExpectations
    ) -> ServedChain {
        if expectations.profile == .web, let publicRoots {
            var verifier = verifier
            verifier.anchors = TrustAnchors([verifier.anchors, publicRoots.anchors])
            return verifier.check(certificates, leaf: leaf, at: expectations.at)
        }
        let chain = chainToAnchor(certificates, leaf, at: expectations.at)
        guard !chain.path.endsInAnchor, chain.path.issuerByKey == nil, let publicRoots else { return chain }
        var verifier = verifier
        verifier.publicRoots = publicRoots.anchors
        return verifier.check(certificates, leaf: leaf, at: expectations.at)
    }

    private func chainToAnchor(_ certificates: [ServedCertificate], _ leaf: Int, at moment: CertificateDate)
        -> ServedChain
    {
        guard let crlFetcher else { return verifier.check(certificates, leaf: leaf, at: moment) }
        let (chain, failures) =
            verifier.check(certificates, leaf: leaf, at: moment, fetchingBy: crlFetcher, now: moment)
        for failure in failures { Diagnostics.say("\(failure.address): no CRL was had: \(failure.reason)") }
        return chain
    }
}

/// The certificate authorities that the system trusts for the web, read when they are first needed.
final class PublicRoots: Sendable {
    private let loaded = Mutex<TrustAnchors?>(nil)
    private let paths: [String]

    /// Takes the first file that is there: where Debian, Fedora and macOS keep them.
    init(
        paths: [String] = [
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
        ]
    ) {
        self.paths = paths
    }

    /// The roots; none when the system has no file of them.
    var anchors: TrustAnchors {
        loaded.withLock { loaded in
            if let loaded { return loaded }
            let anchors = Self.read(paths)
            loaded = anchors
            return anchors
        }
    }

    private static func read(_ paths: [String]) -> TrustAnchors {
        for path in paths {
            guard
                let bytes = try? InputFile(argument: path).bytes(upTo: 16 << 20),
                let file = try? CertificateFile(bytes, limits: .init(bytes: 16 << 20, certificates: 10_000))
            else { continue }
            return TrustAnchors(file.certificates.compactMap { TrustAnchor($0, domain: .public) })
        }
        return .none
    }
}
