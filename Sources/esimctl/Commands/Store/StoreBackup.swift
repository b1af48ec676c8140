import ArgumentParser
import PlanStores
import Plans

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `esimctl store backup`.
struct StoreBackup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the store as it is at this moment; others go on using it.",
        discussion: """
            The copy is one file, complete or not there at all. Codes in it stay sealed; keep the key elsewhere.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The file to make.")
    var file: String

    @Flag(name: .long, help: "Replace the file when there is one.")
    var overwrite = false

    @OptionGroup var options: StoreOptions

    func run() throws {
        let place = OutputFile(path: file, replacesExisting: overwrite)
        let path = try options.path
        try ProtectedFiles(store: path).refuse(file)
        try place.demandPlace()
        let store = try SQLiteStore(existing: path)
        let aside = "\(file).\(String(UInt64.random(in: 0...UInt64.max), radix: 36)).tmp"
        try OutputFile(path: aside, replacesExisting: false).makeEmpty()
        do {
            try store.backup(to: aside)
        } catch {
            _ = unsafe unlink(aside)
            throw Failure("\(file): cannot be written (\(error.reason))", status: .cannotCreate)
        }
        try place.take(aside)
    }
}

extension StoreError {
    /// The driver's own words, where it has any.
    fileprivate var reason: String {
        if case .unavailable(let reason) = self { reason } else { "\(self)" }
    }
}
