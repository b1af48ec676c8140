import ArgumentParser
import Plans

/// `esimctl account line recharge`.
struct AccountLineRecharge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recharge",
        abstract: "Note that a line was recharged by itself, so that its number is kept.",
        discussion: ExitStatus.table
    )

    @Argument(help: "The line.")
    var line: String

    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try LineID(argument: line, "the line")
        let open = try OpenStore(store)
        try open.refusing { try open.service(as: "operator").recharge(id) }
        Diagnostics.say("line \(id): recharged")
    }
}
