import ArgumentParser
import Localization
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
            The store that --store names must not be there yet. All lines are imported, or there is no store: none of a \
            file that was cut off or changed, and none in which store check would find anything. Nothing is charged and \
            nobody is told anything.

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
        let imported: StoreExport.Imported
        do {
            try OutputFile(path: aside, replacesExisting: false).makeEmpty()
            let store = try SQLiteStore(path: aside)
            var rest = lines[...]
            imported = try StoreExport.import(into: store) {
                rest.popFirst().map { String(decoding: $0, as: UTF8.self) }
            }
            try Self.demandSound(store, input.displayName)
            try store.close()
        } catch let error as ImportError {
            throw Failure(error, file: input.displayName)
        } catch let error as StoreError {
            throw Failure(error, store: path)
        }
        try place.take(aside)
        isDone = true
        if !imported.isSealed {
            Diagnostics.say(
                "\(input.displayName): was exported by an older esimctl; whether it is whole cannot be told"
            )
        }
        var output = OutputBuffer(.standardOutput)
        output.write("\(imported.records) records imported\n")
        try output.flush()
    }

    /// Refuses records that contradict each other: every command would build on them.
    private static func demandSound(_ store: SQLiteStore, _ file: String) throws {
        let findings = try store.audit()
        guard !findings.isEmpty else { return }
        for finding in findings {
            Diagnostics.say("\(file): \(finding.rule): \(finding.subject.escapedForDisplay)")
        }
        throw Failure(
            "\(file): its records contradict each other; nothing was imported",
            hint: "esimctl store check, on the store that it is from, finds the same",
            status: .unusableInput
        )
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
        case .cutOff:
            self.init("\(file): is cut off: its last line is missing", hint: Self.anew, status: .unusableInput)
        case .damaged:
            self.init(
                "\(file): is not as it was exported: lines are missing or were changed",
                hint: Self.anew,
                status: .unusableInput
            )
        case .behindEnd(let line):
            self.init("\(file): line \(line): stands behind the end", hint: Self.anew, status: .unusableInput)
        case .unreadable(let line): self.init("\(file): line \(line): cannot be read", status: .unusableInput)
        case .unknownTable(let line): self.init("\(file): line \(line): names no table", status: .unusableInput)
        case .refused(let line, .corrupt(let table, let column)):
            self.init("\(file): line \(line): \(column) in \(table) cannot be read", status: .unusableInput)
        case .refused(let line, _):
            self.init("\(file): line \(line): breaks a rule of the store", status: .unusableInput)
        }
    }
    private static let anew = "export the store anew, and copy all of the file"
}
