import ArgumentParser
import Plans
import SystemPackage

/// `esimctl inventory profile`.
struct InventoryProfile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Note what has become of the profile of a subscription.",
        discussion: """
            STATE is one of \(ProfileState.allCases.map(\.rawValue).joined(separator: ", ")). When a profile is deleted, \
            renewal ends, or has to be confirmed once more, as the plan says.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The subscription.")
    var subscription: String

    @Argument(help: "What has become of its profile.")
    var state: String

    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard ProfileState(rawValue: state) != nil else {
            throw ValidationError("a profile is \(ProfileState.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() throws {
        guard let state = ProfileState(rawValue: state) else { throw ExitStatus.usage }
        let open = try OpenStore(options)
        let changed = try open.refusing {
            try open.service(as: "operator").setProfile(of: SubscriptionID(subscription), to: state)
        }
        var output = OutputBuffer(.standardOutput)
        output.write("profile of \(changed.id): \(state.rawValue); automatic renewal: \(changed.autoRenew.rawValue)\n")
        try output.flush()
    }
}
