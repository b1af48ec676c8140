/// Where the profile of a subscription stands, in the words of SGP.22 3.1.6 and of the notifications that a server gets (3.5).
public enum ProfileState: String, Hashable, Sendable, CaseIterable {
    /// Ready to be downloaded.
    case released
    case downloaded
    case installed
    case enabled
    case disabled
    /// The phone has no more of it.
    case deleted
    /// The download has failed for good.
    case error
}
