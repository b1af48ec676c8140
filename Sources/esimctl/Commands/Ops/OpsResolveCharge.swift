import ArgumentParser
import Plans

/// `esimctl ops resolve-charge`.
struct OpsResolveCharge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve-charge",
        abstract: "Say how a charge ended of which nobody knew.",
        discussion: """
            Look it up at the provider first. What is said here is believed: a charge that is said not to be paid may be \
            made again.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The charge.")
    var charge: String

    @Option(name: .long, help: ArgumentHelp("The money has moved; the provider's name for it.", valueName: "reference"))
    var paid: String?

    @Flag(name: .long, help: "It has not, and will not any more.")
    var notPaid = false

    @OptionGroup var store: StoreOptions

    func validate() throws {
        guard (paid != nil) != notPaid else { throw ValidationError("say --paid REFERENCE or --not-paid") }
    }

    func run() throws {
        let id = try ChargeID(argument: charge, "the charge")
        let resolution: PlanService.Resolution = paid.map { .paid(reference: $0) } ?? .notPaid
        let open = try OpenStore(store)
        let charge = try open.refusing { try open.service(as: "operator").resolve(id, resolution) }
        Diagnostics.say("charge \(id): \(charge.state.sentence)")
    }
}
