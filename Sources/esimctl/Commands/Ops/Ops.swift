import ArgumentParser

/// `esimctl ops`: what only people of ours do.
struct Ops: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ops",
        abstract: "Look at alerts, give money back, settle what nobody knew.",
        discussion: """
            Examples:
              esimctl ops alerts
              esimctl ops refund s1.renewal.2 29.90 --reference case-17
              esimctl ops resolve-charge s1.renewal.2 --paid pi_3Nx…
              esimctl ops unpark s1
              esimctl ops clock-confirm
              esimctl ops close-alert account_unreachable ana

            \(ExitStatus.table)
            """,
        subcommands: [
            OpsAlerts.self, OpsRefund.self, OpsResolveCharge.self, OpsUnpark.self, OpsClockConfirm.self,
            OpsCloseAlert.self, OpsWebhook.self,
        ]
    )
}
