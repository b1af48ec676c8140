import ArgumentParser

/// `esimctl store`: the file of plan records as a whole.
struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Back up, check, export and import plan records.",
        discussion: """
            Examples:
              esimctl store backup plans-2026-11-23.sqlite
              esimctl store check
              esimctl store export -o plans.jsonl
              esimctl store import plans.jsonl --store new.sqlite

            \(ExitStatus.table)
            """,
        subcommands: [StoreBackup.self, StoreCheck.self, StoreExportCommand.self, StoreImport.self]
    )
}
