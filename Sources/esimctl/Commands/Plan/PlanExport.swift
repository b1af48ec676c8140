import ArgumentParser
import Plans
import SystemPackage

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `esimctl plan export`.
struct PlanExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print every version of every plan as a catalog, which import takes.",
        discussion: ExitStatus.table
    )

    @Option(name: .long, help: "Only those of this carrier.")
    var carrier: String?

    @OptionGroup var store: StoreOptions

    func run() throws {
        let open = try OpenStore(store)
        let plans = try open.refusing { try open.service().plans(carrier: carrier, soldAt: nil) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes, .sortedKeys]
        var output = OutputBuffer(.standardOutput)
        output.write(try encoder.encode(Document(plans: plans.map(PlanJSON.init))))
        output.write("\n")
        try output.flush()
    }

    private struct Document: Encodable {
        var schema = CatalogFile.schema
        var plans: [PlanJSON]
    }
}
