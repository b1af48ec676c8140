import ArgumentParser
import Localization
import PlanStores
import SystemPackage

/// `esimctl store check`.
struct StoreCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the file and what must hold between its records.",
        discussion: """
            Exit status 1 when something is found. Nothing is changed, but a store of an older version is brought up to \
            date first.

            \(ExitStatus.table)
            """
    )

    @Option(name: .long, help: "How to print: text or json.")
    var format = ShowFormat.text

    @OptionGroup var options: StoreOptions

    func run() throws {
        let path = try options.path
        let store = try SQLiteStore(existing: path)
        let findings: [StoreAudit.Finding]
        do {
            findings = try store.audit()
        } catch {
            throw Failure(error, store: path)
        }
        var output = OutputBuffer(.standardOutput)
        switch format {
        case .text:
            for finding in findings { output.write("\(finding.rule): \(finding.subject.escapedForDisplay)\n") }
            if findings.isEmpty { output.write("nothing is wrong; \(StoreAudit.ruleNames.count) rules hold\n") }
        case .json: output.write(JSONText.of(Document(findings)))
        }
        try output.flush()
        guard findings.isEmpty else { throw ExitStatus.findings }
    }

    private struct Document: Encodable {
        var schema = "esimctl.store-check/1"
        var findings: [Item]
        var rules = StoreAudit.ruleNames

        init(_ findings: [StoreAudit.Finding]) {
            self.findings = findings.map { Item(rule: $0.rule, subject: $0.subject) }
        }

        struct Item: Encodable {
            var rule, subject: String
        }
    }
}
