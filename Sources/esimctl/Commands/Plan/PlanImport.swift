import ArgumentParser
import Plans

/// `esimctl plan import`.
struct PlanImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Add the plans of catalog files.",
        discussion: """
            All plans of all files are added, or none. A version that is there already has to be the same. The store is \
            made when it is not there.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "Catalog files (JSON); - is standard input.")
    var files: [String]

    @OptionGroup var store: StoreOptions

    func run() throws {
        let zones = StoreOptions.zones
        let versions = try files.flatMap { try CatalogFile(InputFile(argument: $0), zones: zones).versions }
        let open = try OpenStore(store, makes: true)
        let added = try open.refusing { try open.service(as: "operator").add(versions) }
        let same = versions.count - added
        Diagnostics.say("\(added) plans added" + (same > 0 ? ", \(same) were there already" : ""))
    }
}
