import ArgumentParser
import SGP22
import SystemPackage

/// `esimctl rule-pages FOLDER`, which `make rules` runs: writes the page of every rule. Not for people, so not listed.
struct RulePages: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rule-pages", shouldDisplay: false)

    @Argument(help: "The folder to write into.")
    var folder: String

    func run() throws {
        let guides = ActivationCode.Rule.allCases.map(RuleGuide.init)
        for guide in guides { try write(guide.page, to: guide.rule.rawValue) }
        let rows = guides.map { guide in
            let id = guide.rule.rawValue
            return "| [\(id)](\(id).md) | \(guide.severity.rawValue) | \(guide.title) |\n"
        }
        let head = "# Rules\n\nWhat `esimctl validate` looks for. `make rules` writes these pages.\n\n"
        try write(head + "| rule | severity | |\n|---|---|---|\n" + rows.joined(), to: "README")
    }

    private func write(_ text: String, to name: String) throws {
        try OutputFile(path: "\(folder)/\(name).md", replacesExisting: true).write(Array(text.utf8))
    }
}
