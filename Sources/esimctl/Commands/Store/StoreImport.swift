import ArgumentParser
import PlanStores
import Plans
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `esimctl store import`.
struct StoreImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make a store of exported lines.",
        discussion: """
            The store that --store names must not be there yet. All lines are imported, or there is no store. Nothing is \
            charged and nobody is told anything.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "A file that store export has written, or - for standard input.")
    var file: String

    @OptionGroup var options: StoreOptions

    func run() throws {
        let path = try options.path
        let place = OutputFile(path: path, replacesExisting: false)
        try place.demandPlace()
        let input = InputFile(argument: file)
        let lines = try input.bytes(upTo: Int.max - 1).split(separator: 0x0A, omittingEmptySubsequences: true)
        let aside = "\(path).\(String(UInt64.random(in: 0...UInt64.max), radix: 36)).tmp"
        var isDone = false
        defer { if !isDone { for suffix in ["", "-wal", "-shm"] { _ = unsafe unlink(aside + suffix) } } }
        let count: Int
        do {
            try OutputFile(path: aside, replacesExisting: false).makeEmpty()
            let store = try SQLiteStore(path: aside)
            var rest = lines[...]
            count = try StoreExport.import(into: store) { rest.popFirst().map { String(decoding: $0, as: UTF8.self) } }
            try store.close()
        } catch let error as ImportError {
            throw Failure(error, file: input.displayName)
        } catch let error as StoreError {
            throw Failure(error, store: path)
        }
        try place.take(aside)
        isDone = true
        var output = OutputBuffer(.standardOutput)
        output.write("\(count) records imported\n")
        try output.flush()
    }
}

extension Failure {
    fileprivate init(_ error: ImportError, file: String) {
        switch error {
        case .notAnExport:
            self.init(
                "\(file): is no export of a store",
                hint: "esimctl store export makes one",
                status: .unusableInput
            )
        case .newer(let version, let known):
            self.init(
                "\(file): was made by a newer esimctl (schema \(version), this one knows \(known))",
                hint: "update esimctl",
                status: .unusableInput
            )
        case .notEmpty: self.init("the store has records already", status: .cannotCreate)
        case .unreadable(let line): self.init("\(file): line \(line): cannot be read", status: .unusableInput)
        case .unknownTable(let line): self.init("\(file): line \(line): names no table", status: .unusableInput)
        case .refused(let line, .corrupt(let table, let column)):
            self.init("\(file): line \(line): \(column) in \(table) cannot be read", status: .unusableInput)
        case .refused(let line, _):
            self.init("\(file): line \(line): breaks a rule of the store", status: .unusableInput)
        }
    }
}
