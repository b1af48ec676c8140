import ArgumentParser
import Plans

/// `esimctl subscription pause`.
struct SubscriptionPause: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Stop the clock of a paid period; the service stops too.",
        discussion: ExitStatus.table
    )

    @OptionGroup var target: SubscriptionTarget

    func run() throws {
        try target.change { try $0.pause($1) }
    }
}
