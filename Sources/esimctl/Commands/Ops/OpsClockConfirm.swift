import ArgumentParser
import Plans

/// `esimctl ops clock-confirm`.
struct OpsClockConfirm: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock-confirm",
        abstract: "Confirm that this machine's clock is right after it has jumped; renewals go on.",
        discussion: ExitStatus.table
    )

    @OptionGroup var store: StoreOptions

    func run() throws {
        let open = try OpenStore(store)
        try open.refusing { try open.service(as: "operator").confirmClock() }
        Diagnostics.say("the clock is confirmed: \(open.now)")
    }
}
