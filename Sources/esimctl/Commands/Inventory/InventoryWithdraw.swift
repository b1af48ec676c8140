import ArgumentParser
import Plans
import SystemPackage

/// `esimctl inventory withdraw`.
struct InventoryWithdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Take a code out of stock that nobody has.",
        discussion: """
            It stays known, so that it is refused when a file brings it again. A code that is reserved or used cannot be \
            withdrawn.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The number that inventory list shows.")
    var number: Int64

    @Option(name: .long, help: "Why.")
    var reason: String

    @OptionGroup var options: StoreOptions

    func run() throws {
        let open = try OpenStore(options)
        _ = try open.refusing { try open.service(as: "operator").withdraw(code: number, reason: reason) }
        var output = OutputBuffer(.standardOutput)
        output.write("code \(number) is withdrawn\n")
        try output.flush()
    }
}
