import ArgumentParser
import Plans
import SGP22

/// `esimctl inventory list`.
struct InventoryList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the codes in stock.",
        discussion: ExitStatus.table
    )

    @Option(name: .long, help: "Only codes of this profile type.")
    var profileType: String?

    @Option(name: .long, help: "Only codes in this state: available, reserved, used, withdrawn.")
    var state: String?

    @Option(name: .long, help: "How to print: text or json.")
    var format = ShowFormat.text

    @Flag(name: .long, help: "Show the codes themselves; needs the key.")
    var showSecrets = false

    @OptionGroup var key: KeyOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        if let state, InventoryCode.State(rawValue: state) == nil {
            throw ValidationError("--state takes available, reserved, used or withdrawn")
        }
    }

    func run() throws {
        let box = showSecrets ? try key.box() : nil
        let open = try OpenStore(options)
        let rows = try open.refusing {
            try open.service().inventory(type: profileType, state: state.flatMap(InventoryCode.State.init))
        }
        let items = try rows.map { InventoryReport.Item($0, code: try box?.secret($0).code.secretText()) }
        try InventoryReport(items: items).write(format)
    }
}
