import ArgumentParser

/// `esimctl subscription`: plans on lines.
struct SubscriptionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscription",
        abstract: "Buy, show and change the plans on lines.",
        discussion: """
            Examples:
              esimctl subscription purchase s1 --account ana --line L1 --plan claro-combined-30d --pay-with balance
              esimctl subscription show s1
              esimctl subscription list --account ana
              esimctl subscription change-plan L1 --to claro-combined-month --as s2
              esimctl subscription pause s2

            \(ExitStatus.table)
            """,
        subcommands: [
            SubscriptionList.self, SubscriptionShow.self, SubscriptionPurchase.self, SubscriptionChangePlan.self,
            SubscriptionPause.self, SubscriptionResume.self, SubscriptionCancel.self,
        ]
    )
}
