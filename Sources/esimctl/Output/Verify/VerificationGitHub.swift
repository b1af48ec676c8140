import Localization
import SGP22
import SystemPackage

/// `verify` as annotations of a workflow run.
struct VerificationGitHub: VerificationReport {
    private var output = OutputBuffer(.standardOutput)

    mutating func add(_ target: VerifiedTarget) {
        for finding in target.findings {
            let message = "\(target.name): \(finding.message)".escapedForDisplay + "\nwhat to do: \(finding.advice)"
            let annotation = GitHubAnnotation(severity: finding.severity, title: finding.rule, message: message)
            output.write(annotation.command + "\n")
        }
        if case .unchecked(let reason) = target.outcome {
            let message = "\(target.name): \(reason)".escapedForDisplay
            let annotation = GitHubAnnotation(severity: .error, title: "could not be checked", message: message)
            output.write(annotation.command + "\n")
        }
    }

    mutating func finish(_ tally: VerificationTally) throws {
        try output.flush()
    }
}
