import ArgumentParser
import SGP22
import SystemPackage

/// `esimctl rule-pages FOLDER`, which `make rules` runs: writes the page of every rule. Not for people, so not listed.
struct RulePages: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rule-pages", shouldDisplay: false)

    @Argument(help: "The folder to write into.")
    var folder: String

    func run() throws {
        let codes = ActivationCode.Rule.allCases.map(RuleGuide.init)
        let certificates = CertificateRule.all.map(CertificateRuleGuide.init)
        for guide in codes { try write(guide.page, to: guide.id) }
        for guide in certificates { try write(guide.page, to: guide.id) }
        let index = """
            # Rules

            What `esimctl validate` and `esimctl verify` look for. `make rules` writes these pages.

            ## Activation codes

            \(table(of: codes))
            ## Certificates

            \(table(of: certificates))
            """
        try write(index, to: "README")
    }

    private func table(of guides: [some RuleDocument]) -> String {
        let rows = guides.map { "| [\($0.id)](\($0.id).md) | \($0.severity.rawValue) | \($0.title) |\n" }
        return "| rule | severity | |\n|---|---|---|\n" + rows.joined()
    }

    private func write(_ text: String, to name: String) throws {
        try OutputFile(path: "\(folder)/\(name).md", replacesExisting: true).write(Array(text.utf8))
    }
}
