/// Why a path ends without an anchor: each reason is one rule's, so that one fault is one finding.
enum BreakOff: Hashable, Sendable {
    /// The last certificate has signed itself, and nobody knows it.
    case selfSigned
    /// Its issuer, or it, is a CI that is known and not among the anchors.
    case known(KnownCI)
    /// The same of a test CI, where none is asked for.
    case test(KnownCI)
    /// The issuer's key is there under another name: of an anchor, or of a certificate that was served.
    case otherName(DistinguishedName, isAnchor: Bool)
    /// It names the key of an anchor as its issuer's, and that key has not signed it.
    case notSigned(anchor: DistinguishedName)
    /// A certificate with its issuer's name is there, and has another key than it says.
    case otherKey
    /// An intermediate certificate seems to be missing, and why it seems so.
    case intermediateMissing(because: String)
    /// The issuer seems to be a CI that nobody knows, and why it seems so.
    case unknown(because: String)

    init?(of chain: ServedChain, expecting expectations: CertificateExpectations) {
        let path = chain.path
        guard let last = path.links.last?.certificate, !path.endsInAnchor else { return nil }
        let end = path.links.count - 1
        if path.problems.contains(where: { $0.kind == .keyIdentifierMismatch && $0.position == end }) {
            self = .otherKey
            return
        }
        let namesakes = chain.extras.contains { $0.certificate.subject == last.issuer }
        switch path.issuerByKey {
        case .signed(let anchor): self = .otherName(anchor, isAnchor: true)
        case .notSigned where namesakes: self = .otherKey
        case .notSigned(let anchor): self = .notSigned(anchor: anchor)
        case .known(let issuer): self = Self.known(issuer, of: last, expecting: expectations)
        case nil:
            let key = last.isSelfIssued ? last.subjectKeyIdentifier.value : last.issuerKeyIdentifier
            if let issuer = key.flatMap({ KnownCI.known(byKey: $0).last }) {
                self = Self.known(issuer, of: last, expecting: expectations)
            } else if last.isSelfIssued || path.problems.contains(where: { $0.kind == .selfSigned }) {
                self = .selfSigned
            } else if namesakes {
                self = .otherKey
            } else if let key, let other = chain.extras.first(where: { $0.certificate.holds(key) }) {
                self = .otherName(other.certificate.subject, isAnchor: false)
            } else {
                self = Self.guess(last, isLeaf: path.links.count == 1, expecting: expectations)
            }
        }
    }

    /// The id of the rule that reports it.
    var rule: String {
        switch self {
        case .selfSigned: "chain-self-signed"
        case .known, .unknown: "ci-unknown"
        case .test: "ci-test"
        case .otherName: "issuer-dn-mismatch"
        case .notSigned: "chain-signature"
        case .otherKey: "aki-mismatch"
        case .intermediateMissing: "chain-incomplete"
        }
    }

    /// Of several that share a key, the one that has the issuer's name.
    private static func known(_ found: KnownCI, of last: Certificate, expecting expectations: CertificateExpectations)
        -> Self
    {
        let name = last.issuer.commonName
        let issuer = KnownCI.known(byKey: found.keyIdentifier).first { $0.name == name } ?? found
        return issuer.domain == .gsmaTest && !expectations.acceptsTestCI ? .test(issuer) : .known(issuer)
    }

    /// Whether the issuer, of which nothing is known but its name, is an intermediate CA or a root.
    private static func guess(_ last: Certificate, isLeaf: Bool, expecting expectations: CertificateExpectations)
        -> Self
    {
        let words = last.issuer.attributes.flatMap { attribute in
            attribute.value.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        }
        let isSub = words.indices.contains { index in
            let word = words[index]
            if word.hasPrefix("sub") && (word.hasSuffix("ca") || words[(index + 1)...].first == "ca") { return true }
            return word == "intermediate" || word == "issuing"
        }
        if isSub { return .intermediateMissing(because: "the issuer's name is that of an intermediate CA") }
        if words.contains(where: { $0 == "root" || $0 == "ci" }) {
            return .unknown(because: "the issuer's name is that of a root")
        }
        guard isLeaf else { return .unknown(because: "intermediate certificates are there") }
        if expectations.profile == .web {
            return .intermediateMissing(because: "no public CA signs servers' certificates with its root")
        }
        if last.roles.contains(where: { $0.numbering == .v3 }) {
            return .intermediateMissing(because: "the certificate is of a variant that has intermediate CAs")
        }
        return .unknown(because: "the certificate is of a variant that the CI signs itself")
    }
}

extension Certificate {
    /// The key that its authority key identifier names.
    var issuerKeyIdentifier: KeyIdentifier? { authorityKeyIdentifier.value?.keyIdentifier }

    /// Whether `identifier` is the one of its key.
    func holds(_ identifier: KeyIdentifier) -> Bool {
        subjectKeyIdentifier.value == identifier || publicKey.sha1 == identifier
    }
}
