import ArgumentParser

/// `esimctl lab`: the other side, played on this machine, to try everything offline.
struct LabCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract: "Play the other side on this machine, to try things out: nothing for production.",
        discussion: """
            Everything listens on loopback only, with certificates of a CI that is made at the start and trusted by \
            nobody but whom you tell.

            \(ExitStatus.table)
            """,
        subcommands: [LabSMDPCommand.self, LabPaymentsCommand.self]
    )
}
