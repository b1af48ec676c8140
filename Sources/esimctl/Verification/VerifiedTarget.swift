import SGP22

/// One server, or one file of certificates, and what was found out about it.
struct VerifiedTarget: Sendable {
    /// What reports call it: `rsp.example.com:443`, or the path of a file.
    var name: String
    /// The moment for which it was judged.
    var at: CertificateDate
    /// Whether there was a name to compare the certificate with, where it has to have one.
    var isNameCompared = true
    var outcome: Outcome

    enum Outcome: Sendable {
        /// The chain, and the findings about it, worst first.
        case checked(ServedChain, [CertificateFinding])
        /// Why there was nothing to judge: a few words, no full stop.
        case unchecked(String)
    }

    enum Verdict: String, Sendable, CaseIterable {
        case pass, warning, fail, unchecked
    }

    var verdict: Verdict {
        guard case .checked = outcome else { return .unchecked }
        return switch findings.map(\.severity).max() {
        case .error: .fail
        case .warning: .warning
        case .note, nil: .pass
        }
    }

    var chain: ServedChain? {
        if case .checked(let chain, _) = outcome { chain } else { nil }
    }

    var findings: [CertificateFinding] {
        if case .checked(_, let findings) = outcome { findings } else { [] }
    }
}

extension VerifiedTarget {
    /// Judges a chain.
    init(name: String, chain: ServedChain, expecting expectations: CertificateExpectations) {
        self.name = name
        at = expectations.at
        isNameCompared = expectations.host != nil || expectations.use != .tls
        let findings = CertificateRule.findings(in: chain, expecting: expectations)
        // A stable order: the rules' own, inside one severity.
        let sorted = Severity.allCases.sorted(by: >).flatMap { severity in findings.filter { $0.severity == severity } }
        outcome = .checked(chain, sorted)
    }
}

/// How many targets got which verdict.
struct VerificationTally {
    private var counts: [VerifiedTarget.Verdict: Int] = [:]

    mutating func count(_ verdict: VerifiedTarget.Verdict) {
        counts[verdict, default: 0] += 1
    }

    subscript(verdict: VerifiedTarget.Verdict) -> Int { counts[verdict] ?? 0 }

    var checked: Int { counts.values.reduce(0, +) }
}
