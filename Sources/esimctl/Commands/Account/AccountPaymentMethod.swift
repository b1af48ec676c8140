import ArgumentParser

/// `esimctl account payment-method`.
struct AccountPaymentMethod: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payment-method",
        abstract: "Keep what a customer pays with: tokens of a provider, never numbers.",
        discussion: """
            Examples:
              esimctl account payment-method add ana visa --kind card --token pm_1Nv… --last4 4242 --expires 2030-12
              esimctl account payment-method list ana
              esimctl account payment-method remove ana visa

            \(ExitStatus.table)
            """,
        subcommands: [AccountPaymentMethodAdd.self, AccountPaymentMethodList.self, AccountPaymentMethodRemove.self]
    )
}
