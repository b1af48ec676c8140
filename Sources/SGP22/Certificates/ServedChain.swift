/// The certificates that a server has shown, or that a file holds, with everything that was found out about them: what the
/// rules are given.
///
/// The adapter `ServerTrust` makes it; the path check in it is OpenSSL's.
public struct ServedChain: Hashable, Sendable {
    /// The certificates in the order in which they came; the first is the leaf.
    public var served: [Served]
    /// The path from the leaf to an anchor, or as far as it goes.
    public var path: Path
    /// What was seen of the connection; `nil` when the chain came from a file.
    public var connection: Connection?
    /// Why there is no connection although the server was reached; `served` is then usually empty.
    public var handshakeFailure: HandshakeFailure?
    /// What came of asking the server to authenticate itself, if it was asked; the certificates are then those for that.
    public var authentication: Authentication?

    public init(
        served: [Served],
        path: Path,
        connection: Connection? = nil,
        handshakeFailure: HandshakeFailure? = nil,
        authentication: Authentication? = nil
    ) {
        self.served = served
        self.path = path
        self.connection = connection
        self.handshakeFailure = handshakeFailure
        self.authentication = authentication
    }

    /// One certificate as it came.
    public enum Served: Hashable, Sendable {
        case certificate(Certificate)
        /// Bytes that are no certificate, and in a few words why.
        case unreadable(reason: String)

        /// The certificate, if it is one.
        public var certificate: Certificate? {
            if case .certificate(let certificate) = self { certificate } else { nil }
        }
    }
}

extension ServedChain {
    /// The path that leads from the leaf towards an anchor.
    public struct Path: Hashable, Sendable {
        /// The leaf first. Empty when the leaf cannot be read.
        public var links: [Link]
        /// Whether the last link is an anchor.
        public var endsInAnchor: Bool
        /// Whose anchor it is; `unknown` when there is none.
        public var trustDomain: TrustDomain
        /// What the path check objects to, each with the place in `links` where it does.
        public var problems: [Problem]
        /// A known or trusted CI whose key has the identifier that the last link names as its issuer's, if the path ends
        /// without an anchor.
        public var issuerByKey: IssuerByKey?

        public init(
            links: [Link] = [],
            endsInAnchor: Bool = false,
            trustDomain: TrustDomain = .unknown,
            problems: [Problem] = [],
            issuerByKey: IssuerByKey? = nil
        ) {
            self.links = links
            self.endsInAnchor = endsInAnchor
            self.trustDomain = trustDomain
            self.problems = problems
            self.issuerByKey = issuerByKey
        }
    }

    /// One certificate of a path.
    public struct Link: Hashable, Sendable {
        public var certificate: Certificate
        /// Where it stands in `served`; `nil` when it came from the anchors.
        public var servedPosition: Int?
        /// Whether it is the anchor.
        public var isAnchor: Bool

        public init(_ certificate: Certificate, servedPosition: Int?, isAnchor: Bool = false) {
            self.certificate = certificate
            self.servedPosition = servedPosition
            self.isAnchor = isAnchor
        }
    }

    /// A CI that is found by the identifier of its key where no path leads to it.
    public enum IssuerByKey: Hashable, Sendable {
        /// Among the anchors, and its key has made the signature: only the names differ.
        case signed(anchor: DistinguishedName)
        /// Among the anchors, and its key has not made the signature.
        case notSigned(anchor: DistinguishedName)
        /// Among the anchors of another set, or in the registry of known CIs: it is not trusted here.
        case known(KnownCI)
    }
}

extension ServedChain {
    /// One objection of the path check.
    public struct Problem: Hashable, Sendable {
        public var kind: Kind
        /// The place in `Path.links`; `nil` for the whole.
        public var position: Int?

        public init(_ kind: Kind, position: Int?) {
            self.kind = kind
            self.position = position
        }

        /// What is objected to.
        public enum Kind: Hashable, Sendable {
            /// No issuer was found for the last certificate.
            case issuerNotFound
            /// A certificate that has signed itself, and is no anchor.
            case selfSigned
            case badSignature
            case expired, notYetValid
            case unreadableTime
            case notCA, maySignNoCertificates
            case pathLength
            case chainTooLong
            case nameConstraint
            case unreadableNameConstraint
            case unknownCriticalExtension
            case unreadableExtension
            /// The certificate is not for this use.
            case purpose
            case keyIdentifierMissing, keyIdentifierMismatch
            case explicitParameters
            case signatureAlgorithmMismatch
            /// A key or a digest that is too weak.
            case weak
            case revoked(Revocation)
            case crlMissing, crlExpired, crlNotYetValid, crlBadSignature
            /// A CRL that says something that is not understood, or cannot be read.
            case crlUnusable
            case other(code: Int, text: String)
        }
    }

    /// What a CRL says about a certificate.
    public struct Revocation: Hashable, Sendable {
        public var date: CertificateDate?
        /// The name of the reason code (RFC 5280 5.3.1), such as `keyCompromise`.
        public var reason: String?

        public init(date: CertificateDate? = nil, reason: String? = nil) {
            self.date = date
            self.reason = reason
        }
    }
}

extension ServedChain {
    /// What was seen of a TLS connection.
    public struct Connection: Hashable, Sendable {
        /// As OpenSSL writes it: `TLSv1.2`.
        public var version: String
        /// The registered name, such as `TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256`.
        public var cipherSuite: String
        /// The two bytes of the suite.
        public var cipherSuiteNumber: UInt16
        /// Whether the server has asked for a certificate of the client's.
        public var asksForClientCertificate: Bool
        /// Whether the server takes one of the two suites of SGP.22 v2 when nothing else is offered; `nil` if that was not
        /// tried, or did not come to an answer.
        public var takesSuitesOfV2: Bool?

        public init(version: String, cipherSuite: String, cipherSuiteNumber: UInt16, asksForClientCertificate: Bool) {
            self.version = version
            self.cipherSuite = cipherSuite
            self.cipherSuiteNumber = cipherSuiteNumber
            self.asksForClientCertificate = asksForClientCertificate
        }

        /// Whether the suite is one of the two of SGP.22 v2 2.6.6.
        public var hasSuiteOfV2: Bool { cipherSuiteNumber == 0xC02B || cipherSuiteNumber == 0xC023 }
    }
}

extension ServedChain {
    /// Why a server that was reached and the client have not come to terms.
    public enum HandshakeFailure: Hashable, Sendable {
        /// The server has sent an alert: its number (RFC 8446 6) and name, such as 40, `handshake_failure`.
        case alert(number: Int, name: String)
        /// What came is not TLS; the first bytes say what it may be, such as `HTTP`.
        case notTLS(resembling: String?)
        /// The server has closed the connection in the middle.
        case closed
        /// Anything else, in OpenSSL's words.
        case other(String)
    }
}
