import ArgumentParser

/// `esimctl account payment-method`.
struct AccountPaymentMethod: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payment-method",
        abstract: "Keep what a customer pays with: tokens of a provider, never numbers.",
        discussion: ExitStatus.table,
        subcommands: [AccountPaymentMethodAdd.self]
    )
}
