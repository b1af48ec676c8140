import ArgumentParser
import Plans

/// `esimctl subscription cancel`.
struct SubscriptionCancel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "End a subscription at once, without giving anything back.",
        discussion: ExitStatus.table
    )

    @OptionGroup var target: SubscriptionTarget

    func run() throws {
        try target.change { try $0.cancelNow($1) }
    }
}
