import ArgumentParser

/// `esimctl renew`: plans that renew by themselves.
struct Renew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Switch auto-renewal on and off, explain it, and carry out what is due.",
        discussion: """
            Examples:
              esimctl renew enable s1 --pay-with balance
              esimctl renew confirm s1 7QK2-M9XB-04TE
              esimctl renew explain s1 --lang es
              esimctl renew run --dry-run
              esimctl renew run --until-idle --notices smtp://localhost:25 --from plans@example.com --orders orders.txt
              esimctl renew disable s1

            \(ExitStatus.table)
            """,
        subcommands: [
            RenewEnable.self, RenewConfirm.self, RenewDisable.self, RenewShow.self, RenewExplain.self, RenewRun.self,
        ]
    )
}
