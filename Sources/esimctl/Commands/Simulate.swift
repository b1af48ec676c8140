import ArgumentParser
import PlanSimulation
import PlanStores
import SystemPackage

/// `esimctl simulate`: runs plan scenarios against a clock that stands still until it is moved.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Run plan scenarios against a fresh store, a fake clock and a lab gateway.",
        discussion: """
            Each line of FILE is a scenario: a JSON object with what is given, what happens, and what must have come of \
            it. Each gets a fresh store of its own; nothing is charged and nobody is told anything. Differences are \
            printed for each scenario that does not end as it says; a word that is not known is one too.

            Examples:
              esimctl simulate Fixtures/renewals/renewal-cases.jsonl
              esimctl simulate mine.jsonl --format json

            \(ExitStatus.table)
            """
    )

    @Argument(
        help: ArgumentHelp("A file of scenarios, one JSON object per line; - for standard input.", valueName: "file")
    )
    var files: [String]

    @Option(name: .long, help: "Where records are kept: sqlite, postgres.")
    var store = StoreKind.sqlite

    @Option(name: .long, help: "How to print: text or json.")
    var format = Format.text

    @Option(name: .long, help: "What chance begins with; the same seed gives the same run.")
    var seed: UInt64 = 0

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    enum StoreKind: String, CaseIterable, ExpressibleByArgument {
        case sqlite, postgres
    }

    func run() throws {
        guard store == .sqlite else {
            throw Failure(
                "--store postgres: this program keeps no records in PostgreSQL yet",
                hint: "leave --store out, or say --store sqlite",
                status: .unavailable
            )
        }
        let scenarios = try files.flatMap(ScenarioFile.read)
        let folder = try TemporaryStores()
        defer { folder.remove() }
        var results: [Scenario.Result] = []
        for (index, scenario) in scenarios.enumerated() {
            switch scenario {
            case .unreadable(let result): results.append(result)
            case .readable(let scenario):
                let stores = SQLiteScenarioStores(path: folder.path(of: index))
                results.append(scenario.run(stores, zones: SystemZones(), seed: seed))
                folder.remove(index)
            }
        }
        try SimulationReport(results: results).write(format)
        guard results.allSatisfy(\.passed) else { throw ExitStatus.findings }
    }
}
