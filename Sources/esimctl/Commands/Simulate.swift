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
              esimctl simulate mine.jsonl --store postgres --database dbname=plans

            With --store postgres each scenario gets a schema of its own, esimctl_simulate_…, in the database that \
            --database names, or else ESIMCTL_DATABASE, and it is removed afterwards; the role has to be allowed to \
            make schemas. Others see the arguments of a process: a password belongs into ESIMCTL_DATABASE, PGPASSWORD \
            or ~/.pgpass.

            \(ExitStatus.table)
            """
    )

    @Argument(
        help: ArgumentHelp("A file of scenarios, one JSON object per line; - for standard input.", valueName: "file")
    )
    var files: [String]

    @Option(name: .long, help: "Where records are kept: sqlite, postgres.")
    var store = StoreKind.sqlite

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The database of --store postgres, as libpq wants it: 'host=… dbname=…' or postgresql://….",
            valueName: "where"
        )
    )
    var database: String?

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
        let scenarios = try files.flatMap(ScenarioFile.read)
        let places = try places()
        defer { places.remove() }
        var results: [Scenario.Result] = []
        for (index, scenario) in scenarios.enumerated() {
            switch scenario {
            case .unreadable(let result): results.append(result)
            case .readable(let scenario):
                results.append(scenario.run(places.stores(of: index), zones: SystemZones(), seed: seed))
                places.remove(index)
            }
        }
        try SimulationReport(results: results).write(format)
        guard results.allSatisfy(\.passed) else { throw ExitStatus.findings }
    }

    private func places() throws(Failure) -> any SimulationPlaces {
        switch store {
        case .sqlite:
            guard database == nil else {
                throw Failure("--database: a SQLite file has none", hint: "say --store postgres too", status: .usage)
            }
            return try TemporaryStores()
        case .postgres:
            guard let location = database ?? Environment["ESIMCTL_DATABASE"], !location.isEmpty else {
                throw Failure(
                    "--store postgres: no database is named",
                    hint: "--database or ESIMCTL_DATABASE names it, as in 'host=/run/postgresql dbname=plans'",
                    status: .usage
                )
            }
            return try TemporarySchemas(location)
        }
    }
}
