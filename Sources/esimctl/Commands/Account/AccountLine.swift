import ArgumentParser

/// `esimctl account line`.
struct AccountLine: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "line",
        abstract: "Keep a customer's lines.",
        discussion: ExitStatus.table,
        subcommands: [AccountLineAdd.self, AccountLineRecharge.self]
    )
}
