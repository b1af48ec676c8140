import SGP22

/// The last results as Prometheus metrics, in its text format.
struct VerificationMetrics {
    private var results: [VerifiedTarget] = []
    private var rounds = 0

    /// Takes the results of one round.
    mutating func take(_ results: [VerifiedTarget]) {
        // Activation codes may name one server with several OIDs, and a series must not be there twice: the worst counts.
        self.results = results.sorted { $0.verdict.rank > $1.verdict.rank }.reduce(into: []) { kept, result in
            if !kept.contains(where: { $0.name == result.name }) { kept.append(result) }
        }
        rounds += 1
    }

    /// The metrics, each with its help and its type.
    var text: String {
        var text = ""
        add("esimctl_verify_rounds_total", "counter", "Rounds since the start.", to: &text) { [("", "\(rounds)")] }
        add("esimctl_verify_up", "gauge", "1 when the server could be checked.", to: &text) {
            results.map { (Self.labels([("target", $0.name)]), $0.verdict == .unchecked ? "0" : "1") }
        }
        add("esimctl_verify_pass", "gauge", "1 when nothing is wrong, or only to be warned of.", to: &text) {
            results.map { (Self.labels([("target", $0.name)]), [.pass, .warning].contains($0.verdict) ? "1" : "0") }
        }
        add("esimctl_verify_checked_at_seconds", "gauge", "When it was checked, since 1970.", to: &text) {
            results.map { (Self.labels([("target", $0.name)]), "\($0.at.secondsSince1970)") }
        }
        add("esimctl_verify_not_after_seconds", "gauge", "When a certificate ends, since 1970.", to: &text) {
            results.flatMap { result in
                (result.chain?.certificates ?? []).enumerated().map { position, certificate in
                    let labels = Self.labels([("target", result.name), ("position", "\(position)")])
                    return (labels, "\(certificate.notAfter.date.secondsSince1970)")
                }
            }
        }
        add("esimctl_verify_findings", "gauge", "How many findings of a rule there are.", to: &text) {
            results.flatMap { result in
                result.countsByRule.map { count in
                    let (rule, severity) = (count.key.rule, count.key.severity.rawValue)
                    let labels = Self.labels([("target", result.name), ("rule", rule), ("severity", severity)])
                    return (labels, "\(count.value)")
                }.sorted { $0.0 < $1.0 }
            }
        }
        return text
    }

    private func add(
        _ name: String,
        _ type: String,
        _ help: String,
        to text: inout String,
        samples: () -> [(labels: String, value: String)]
    ) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        for sample in samples() { text += "\(name)\(sample.labels) \(sample.value)\n" }
    }

    private static func labels(_ labels: [(name: String, value: String)]) -> String {
        "{" + labels.map { "\($0.name)=\"\($0.value.escapedLabel)\"" }.joined(separator: ",") + "}"
    }
}

extension VerifiedTarget {
    fileprivate struct RuleAndSeverity: Hashable {
        var rule: String
        var severity: Severity
    }

    fileprivate var countsByRule: [RuleAndSeverity: Int] {
        findings.reduce(into: [:]) { $0[RuleAndSeverity(rule: $1.rule, severity: $1.severity), default: 0] += 1 }
    }
}

extension String {
    /// As the value of a label in Prometheus's text format.
    fileprivate var escapedLabel: String {
        replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

extension VerifiedTarget.Verdict {
    /// How bad it is.
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
