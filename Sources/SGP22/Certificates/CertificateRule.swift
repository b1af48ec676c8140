/// One rule for the certificates of a server: what it is called, why it is there, what to do when it is broken, and the check.
///
/// A rule is a value in a file of its own under `Rules/`, and stands in `CertificateRule.all`.
public struct CertificateRule: Sendable, Identifiable {
    /// The id that reports print, such as `key-curve`; it never changes.
    public let id: String
    /// How much a finding weighs, unless the rule says otherwise of a single one.
    public let severity: Severity
    /// The clause that it comes from.
    public let reference: String
    /// What is wrong, as a heading: no full stop.
    public let title: String
    /// Why it matters, in whole sentences.
    public let explanation: String
    /// What to do about it, and who has to, as a sentence.
    public let advice: String
    /// Which checks it belongs to.
    public let scope: Scope
    /// What it finds.
    let check: @Sendable (Examination) -> [Remark]

    init(
        _ id: String,
        _ severity: Severity,
        reference: String,
        title: String,
        explanation: String,
        advice: String,
        scope: Scope = .everywhere,
        check: @escaping @Sendable (Examination) -> [Remark]
    ) {
        self.id = id
        self.severity = severity
        self.reference = reference
        self.title = title
        self.explanation = explanation
        self.advice = advice
        self.scope = scope
        self.check = check
    }

    /// The checks that a rule belongs to.
    public struct Scope: Hashable, Sendable {
        /// Whether it is the GSMA's own, and says nothing about certificates of the public web.
        public var isGSMAOnly: Bool
        /// Whether it says nothing about certificates that are for signing, CERT.DPauth and CERT.DPpb.
        public var isTLSOnly: Bool

        /// All certificates.
        public static let everywhere = Scope(isGSMAOnly: false, isTLSOnly: false)
        /// All certificates of the GSMA's PKI.
        public static let gsma = Scope(isGSMAOnly: true, isTLSOnly: false)
        /// The TLS certificates of the GSMA's PKI.
        public static let gsmaTLS = Scope(isGSMAOnly: true, isTLSOnly: true)
        /// All TLS certificates.
        public static let tls = Scope(isGSMAOnly: false, isTLSOnly: true)
    }

    /// One place where the rule is broken.
    struct Remark: Hashable, Sendable {
        /// The place in `ServedChain.path.links`, or behind them in the list of certificates that are in no path.
        var position: Int?
        /// What exactly is the matter: one sentence without a full stop, with the offending thing in it.
        var message: String
        /// How much it weighs here, if not as usual.
        var severity: Severity?

        init(_ message: String, at position: Int? = nil, severity: Severity? = nil) {
            self.position = position
            self.message = message
            self.severity = severity
        }
    }
}

/// What an SM-DP+ uses a certificate for.
public enum CertificateUse: String, Hashable, Sendable, CaseIterable {
    /// CERT.DP.TLS: the HTTPS server of ES9+.
    case tls
    /// CERT.DPauth: signs serverSigned1 in InitiateAuthentication.
    case auth
    /// CERT.DPpb: signs the key agreement of a bound profile package.
    case pb
}
