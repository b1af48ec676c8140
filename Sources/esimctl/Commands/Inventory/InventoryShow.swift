import ArgumentParser
import Plans
import SGP22
import SystemPackage

/// `esimctl inventory show`.
struct InventoryShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what is known of one code in stock.",
        discussion: ExitStatus.table
    )

    @Argument(help: "The number that inventory list shows.")
    var number: Int64

    @Option(name: .long, help: "How to print: text or json.")
    var format = ShowFormat.text

    @Flag(name: .long, help: "Show the whole code, which is masked otherwise; needs the key.")
    var showSecrets = false

    @OptionGroup var key: KeyOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let box = showSecrets ? try key.box() : nil
        let open = try OpenStore(options)
        let row = try open.refusing { try open.service().inventoryCode(number) }
        let item = InventoryReport.Item(row, code: try box?.secret(row).code.secretText() ?? "****")
        guard format == .text else { return try InventoryReport(items: [item]).write(format) }
        var output = OutputBuffer(.standardOutput)
        output.write(InventoryReport.text(of: item))
        try output.flush()
    }
}
