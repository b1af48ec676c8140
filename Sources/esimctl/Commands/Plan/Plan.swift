import ArgumentParser

/// `esimctl plan`: the catalog.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Keep the catalog of plans.",
        discussion: """
            A catalog is a JSON file of plans; another carrier is another file. Each version of a plan is kept as it was \
            sold: another price is another version.

            Examples:
              esimctl plan import Examples/catalogs/claro-pe.json
              esimctl plan list --carrier claro
              esimctl plan show claro-combined-30d
              esimctl plan export > plans.json

            \(ExitStatus.table)
            """,
        subcommands: [PlanList.self, PlanShow.self, PlanImport.self, PlanExport.self]
    )
}
