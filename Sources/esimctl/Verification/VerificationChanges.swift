import SGP22

/// Remembers the last result of each target, to tell which have changed.
struct VerificationChanges {
    private var states: [String: State] = [:]

    /// What makes a result another one: its moment does not, and the words of a finding, which count days, do not.
    private struct State: Hashable {
        var verdict: VerifiedTarget.Verdict
        var certificates: [[UInt8]]
        var rules: [String]
        var reason: String?

        init(_ target: VerifiedTarget) {
            verdict = target.verdict
            certificates = (target.chain?.certificates ?? []).map(\.sha256)
            rules = target.findings.map { "\($0.rule) \($0.severity) \($0.position ?? -1)" }
            if case .unchecked(let reason) = target.outcome { self.reason = reason }
        }
    }

    /// The results that differ from the last ones of their targets; the first of a target does.
    mutating func changes(in results: [VerifiedTarget]) -> [VerifiedTarget] {
        results.filter { result in
            let state = State(result)
            defer { states[result.name] = state }
            return states[result.name] != state
        }
    }
}
