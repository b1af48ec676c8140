import Localization
import SGP22
import SystemPackage

/// For people: each target with its verdict and its chain down to the root, then the findings, each with what to do.
struct VerificationText: VerificationReport {
    private var output = OutputBuffer(.standardOutput)

    mutating func add(_ target: VerifiedTarget) {
        output.write("\(target.name): \(Self.headline(of: target))".escapedForDisplay + "\n")
        if let chain = target.chain { writeCertificates(of: chain) }
        for finding in target.findings {
            output.write("  \(Self.line(finding))".escapedForDisplay + "\n")
            output.write("    what to do: \(finding.advice)".escapedForDisplay + "\n")
        }
    }

    mutating func finish(_ tally: VerificationTally) throws {
        let parts = VerifiedTarget.Verdict.allCases.map { "\(tally[$0]) \($0.rawValue)" }
        output.write("checked \(tally.checked): \(parts.joined(separator: ", "))\n")
        try output.flush()
    }

    /// A finding without its advice.
    static func line(_ finding: CertificateFinding) -> String {
        let place = finding.position.map { "certificate \($0): " } ?? ""
        return "\(finding.severity.rawValue): \(place)\(finding.message) [\(finding.rule)]"
    }

    private static func headline(of target: VerifiedTarget) -> String {
        guard case .checked(let chain, _) = target.outcome else {
            if case .unchecked(let reason) = target.outcome { return "unchecked: \(reason)" }
            return target.verdict.rawValue
        }
        var parts = [target.verdict.rawValue]
        if !chain.path.links.isEmpty { parts.append(chain.path.trustDomain.name) }
        if !target.isNameCompared { parts.append("no --host to compare the name with") }
        if let connection = chain.connection { parts.append("\(connection.version) \(connection.cipherSuite)") }
        return parts.joined(separator: ", ")
    }

    private mutating func writeCertificates(of chain: ServedChain) {
        let certificates = chain.certificates
        let names = certificates.map { "\($0.subject)".escapedForDisplay }
        let width = min(names.map(\.count).max() ?? 0, 60)
        for (index, (certificate, name)) in zip(certificates, names).enumerated() {
            let padding = String(repeating: " ", count: max(0, width - name.count))
            let link = index < chain.path.links.count ? chain.path.links[index] : nil
            let remark = link == nil ? ", in no path" : link?.isAnchor == true ? ", anchor" : ""
            let period = "\(certificate.notBefore.date.day) to \(certificate.notAfter.date.day)"
            output.write("  \(index)  \(name)\(padding)  \(period)  \(certificate.publicKey.name)\(remark)\n")
        }
    }
}

extension TrustDomain {
    /// What people are told about whose word a chain ends with.
    var name: String {
        switch self {
        case .gsmaLive: "a CI of the GSMA"
        case .gsmaTest: "a test CI"
        case .vendor: "a CI of a vendor, operator or country"
        case .public: "a public CA"
        case .custom: "a custom anchor"
        case .unknown: "no anchor"
        }
    }
}
