/// Whose word it is that a chain ends with; it decides which rules apply.
public enum TrustDomain: String, Hashable, Sendable, CaseIterable {
    /// A CI that the GSMA has accredited.
    case gsmaLive = "gsma-live"
    /// A CI of the test specifications (SGP.26), whose keys are not kept secret.
    case gsmaTest = "gsma-test"
    /// A CI of one vendor, operator or country.
    case vendor
    /// A certificate authority of the public web.
    case `public`
    /// An anchor that the caller has named for this check.
    case custom
    /// No anchor was found.
    case unknown

    /// Whether the GSMA's rules for certificates apply.
    public var followsGSMA: Bool { self != .public }
}
