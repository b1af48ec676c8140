extension ServedChain {
    /// What came of asking the server to authenticate itself with InitiateAuthentication (SGP.22 5.6.1).
    public enum Authentication: Hashable, Sendable {
        /// It has begun a session: whether the key of the leaf has made the signature over `serverSigned1`, and what in the
        /// answer does not fit the question.
        case session(isSigned: Bool, disagreements: [InitiateAuthentication.Disagreement])
        /// It has refused.
        case refused(ExecutionStatus)
        /// Its answer is none of ES9+; in a few words why.
        case unusable(reason: String)
    }
}
