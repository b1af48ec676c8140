import ArgumentParser
import Plans

/// `esimctl ops refund`.
struct OpsRefund: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refund",
        abstract: "Give money of a charge back, to where it came from.",
        discussion: ExitStatus.table
    )

    @Argument(help: "The charge: esimctl subscription show lists them.")
    var charge: String

    @Argument(help: "How much, as in 29.90.")
    var amount: String

    @Option(name: .long, help: "Names this refund: the same is given back once.")
    var reference: String

    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try ChargeID(argument: charge, "the charge")
        let key = try ChargeID(argument: reference, "--reference").text
        let open = try OpenStore(store)
        let result = try open.refusing {
            let service = open.service(as: "operator")
            guard let charge = try service.select(Charge.self, ["id"], [id.text]).first else {
                throw PlanError.notFound("charge \(id)")
            }
            let money = try Money(argument: amount, default: charge.currency)
            guard money.currency == charge.currency else {
                throw Failure("charge \(id): is in \(charge.currency)", status: .unusableInput)
            }
            if charge.provider != .wallet { try open.engine.demandGateway(charge.provider) }
            let result = try service.refund(id, amount: money.minorUnits, key: key)
            if result == .begun {
                try open.work(on: .refund, key)
            }
            return result
        }
        switch result {
        case .succeeded: Diagnostics.say("charge \(id): refunded")
        case .replayed: Diagnostics.say("charge \(id): was refunded under this reference before; nothing was done")
        case .begun: Diagnostics.say("charge \(id): the provider gives it back; esimctl renew run goes on with it")
        }
    }
}
