import ArgumentParser
import Plans

/// `esimctl ops unpark`.
struct OpsUnpark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unpark",
        abstract: "Let a subscription go on that was put aside after errors.",
        discussion: ExitStatus.table
    )

    @Argument(help: "The subscription.")
    var subscription: String

    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try SubscriptionID(argument: subscription, "the subscription")
        let open = try OpenStore(store)
        let wasParked = try open.refusing {
            let service = open.service(as: "operator")
            let wasParked = try service.subscription(id).isParked
            try service.unpark(id)
            return wasParked
        }
        Diagnostics.say("subscription \(id): " + (wasParked ? "goes on" : "was not put aside"))
    }
}
