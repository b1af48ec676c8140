public import SGP22
internal import Synchronization

/// A certificate that paths may end in, and whose word that is.
public struct TrustAnchor: Sendable {
    public let certificate: Certificate
    public let domain: TrustDomain
    let object: X509Object

    /// `nil` when the certificate cannot be read.
    public init?(_ certificate: ServedCertificate, domain: TrustDomain) {
        guard let object = certificate.object, let certificate = certificate.certificate else { return nil }
        (self.certificate, self.domain, self.object) = (certificate, domain, object)
    }
}

/// The certificates that paths may end in: these and no others, the system's not either.
///
/// Made once and used for many chains, from many threads: certificates and keys are kept as OpenSSL has read them.
public struct TrustAnchors: Sendable {
    /// In the order in which they were given, each once.
    public let anchors: [TrustAnchor]
    let store: AnchorStore
    private let positions: Positions
    private let selfSigned = SelfSigned()

    public init(_ anchors: [TrustAnchor]) {
        var positions = Positions()
        var kept: [TrustAnchor] = []
        for anchor in anchors where positions.byDigest[anchor.certificate.sha256] == nil {
            let position = kept.count
            kept.append(anchor)
            positions.byDigest[anchor.certificate.sha256] = position
            positions.byAddress[anchor.object.address] = position
            positions.bySubject[anchor.certificate.subject.der, default: []].append(position)
            if let key = anchor.certificate.subjectKeyIdentifier.value {
                positions.byKey[key, default: []].append(position)
            }
        }
        self.anchors = kept
        self.positions = positions
        store = AnchorStore(kept.map(\.object))
    }

    /// Puts several sets together.
    public init(_ sets: [TrustAnchors]) {
        self.init(sets.flatMap(\.anchors))
    }

    public static let none = TrustAnchors([TrustAnchor]())

    public var isEmpty: Bool { anchors.isEmpty }

    /// Those whose key has this identifier; certificates may share a key.
    public subscript(key: KeyIdentifier) -> [TrustAnchor] {
        (positions.byKey[key] ?? []).map { anchors[$0] }
    }

    /// The one with this SHA-256 digest.
    public subscript(sha256 digest: [UInt8]) -> TrustAnchor? {
        positions.byDigest[digest].map { anchors[$0] }
    }

    /// The one that OpenSSL has found at this address.
    func anchor(at address: UInt) -> TrustAnchor? {
        positions.byAddress[address].map { anchors[$0] }
    }

    /// Whether some anchor is no root, so that a path may end in it only if it does not go on.
    var hasIntermediates: Bool { anchors.contains { !$0.certificate.isSelfIssued } }

    /// Whether the signature of an anchor that names itself as its issuer is its own; checked once for all paths.
    func isSoundlySigned(_ anchor: TrustAnchor) -> Bool {
        guard anchor.certificate.isSelfIssued else { return true }
        return selfSigned.answer(for: anchor.object)
    }

    private struct Positions {
        var byDigest: [[UInt8]: Int] = [:]
        var byAddress: [UInt: Int] = [:]
        var bySubject: [[UInt8]: [Int]] = [:]
        var byKey: [KeyIdentifier: [Int]] = [:]
    }
}

/// Whether certificates have signed themselves, worked out once for each.
private final class SelfSigned: Sendable {
    private let answers = Mutex<[UInt: Bool]>([:])

    func answer(for object: X509Object) -> Bool {
        if let answer = answers.withLock({ $0[object.address] }) { return answer }
        let answer = object.isSigned(by: object)
        answers.withLock { $0[object.address] = answer }
        return answer
    }
}
