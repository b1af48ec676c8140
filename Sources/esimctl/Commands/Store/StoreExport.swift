import ArgumentParser
import Plans
import PlanStores
import SystemPackage

/// `esimctl store export`.
struct StoreExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all records as lines of JSON.",
        discussion: """
            The lines hold customers' addresses and tokens of payment providers: keep them as you keep the store. Codes stay \
            sealed. What is exported from a store into which they were imported is the same, byte for byte.

            \(ExitStatus.table)
            """
    )

    @Option(name: .shortAndLong, help: "The file to write. Default: standard output.")
    var output: String?

    @Flag(name: .long, help: "Replace the output file when there is one.")
    var overwrite = false

    @OptionGroup var options: StoreOptions

    func run() throws {
        let path = try options.path
        let store = try SQLiteStore(existing: path)
        do {
            guard let output, output != "-" else {
                var screen = OutputBuffer(.standardOutput)
                try StoreExport.export(store) { screen.write($0) }
                return try screen.flush()
            }
            try ProtectedFiles(store: path).refuse(output)
            try OutputFile(path: output, replacesExisting: overwrite, isPrivate: true).write { descriptor in
                var buffer = OutputBuffer(descriptor)
                try StoreExport.export(store) { buffer.write($0) }
                try buffer.flush()
            }
        } catch let error as StoreError {
            throw Failure(error, store: path)
        }
    }
}
