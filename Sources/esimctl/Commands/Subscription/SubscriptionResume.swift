import ArgumentParser
import Plans

/// `esimctl subscription resume`.
struct SubscriptionResume: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Let the paid time that was left at the pause begin now.",
        discussion: ExitStatus.table
    )

    @OptionGroup var target: SubscriptionTarget

    func run() throws {
        try target.change { try $0.resume($1) }
    }
}
