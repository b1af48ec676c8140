import ArgumentParser

/// `esimctl account`: customers, their balance, lines and means of payment.
struct AccountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Keep customers: balance, lines, means of payment.",
        discussion: """
            Examples:
              esimctl account create ana --email ana@example.com --lang es
              esimctl account top-up ana 100 --cash receipt-1
              esimctl account line add L1 --account ana --carrier claro --msisdn 51999000001
              esimctl account payment-method add ana card-1 --kind card --token-file token.txt
              esimctl account show ana
              esimctl account export ana > ana.json

            \(ExitStatus.table)
            """,
        subcommands: [
            AccountCreate.self, AccountShow.self, AccountLogIn.self, AccountTopUp.self, AccountPayOut.self,
            AccountLine.self, AccountPaymentMethod.self, AccountExport.self, AccountErase.self,
        ]
    )
}
