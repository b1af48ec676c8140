import ArgumentParser
import Plans
import SecretBoxes
import SGP22
import SystemPackage

/// `esimctl inventory import`.
struct InventoryImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take the activation codes of a file into stock.",
        discussion: """
            FILE holds one code per line, or is CSV whose first row names the columns: code, and where there are such, \
            iccid, profile_type and confirmation_code. Each code is checked. One that no phone should take, that has no matching ID and so is \
            not one customer's, whose profile is in stock already in whatever state, or whose ICCID is, is refused with \
            its line; then nothing of the file is imported, unless --skip-refused leaves such rows out. Codes are of one \
            profile when server and matching ID are the same, however they are written.

            Examples:
              esimctl inventory import codes.csv --key-file codes.key
              esimctl inventory import codes.txt --profile-type tourist-5gb --key-file codes.key

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The file, or - for standard input.")
    var file: String

    @Option(name: .long, help: "What profiles the codes are for, where the file does not say; plans name the same.")
    var profileType: String?

    @Flag(name: .long, help: "Import the other rows when some are refused.")
    var skipRefused = false

    @Option(name: .long, help: "How to print: text or json.")
    var format = ShowFormat.text

    @OptionGroup var key: KeyOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
        if let profileType, !ProfileType.isName(profileType) {
            throw ValidationError("--profile-type takes letters, digits and .-_:/")
        }
    }

    func run() throws {
        var input = try InventoryFile(file, profileType: profileType)
        let box = try key.box()
        let open = try OpenStore(options, makes: true)
        try box.recognizeOldCodes(in: open)
        let codes = try input.entries.map { try newCode($0, box, input.displayName) }
        let report = try open.refusing {
            let isClean = input.refusals.isEmpty || skipRefused
            // With a row refused already nothing is to be added; what else is wrong is still looked for.
            return try isClean
                ? open.service(as: "operator").stock(codes, passingOver: skipRefused)
                : open.service(as: "operator").collisions(of: codes)
        }
        for refusal in report.refused { input.refuse(refusal) }
        try write(ImportReport(imported: report.added, refused: input.refusals.sorted { $0.line < $1.line }), input)
        guard input.refusals.isEmpty else { throw ExitStatus.findings }
    }

    private func newCode(_ entry: InventoryFile.Entry, _ box: AESSecretBox, _ source: String) throws -> NewCode {
        let fingerprint = box.fingerprint(of: entry.secret.code)
        return NewCode(
            profileType: entry.profileType,
            iccid: entry.iccid,
            fingerprint: fingerprint,
            keyID: box.keyID,
            sealed: try box.sealed(entry.secret, fingerprint),
            source: source,
            line: entry.line
        )
    }

    private func write(_ report: ImportReport, _ input: InventoryFile) throws {
        for refusal in report.refused {
            Diagnostics.say("\(input.displayName): line \(refusal.line): refused: \(refusal.message)")
        }
        if !report.refused.isEmpty, report.imported == 0, !skipRefused {
            Diagnostics.hint("nothing was imported; --skip-refused imports the other rows")
        }
        var output = OutputBuffer(.standardOutput)
        switch format {
        case .text: output.write("\(report.imported) codes imported, \(report.refused.count) refused\n")
        case .json: output.write(JSONText.of(report.document))
        }
        try output.flush()
    }
}

/// What became of the rows of a file.
private struct ImportReport {
    var imported: Int
    var refused: [InventoryFile.Refusal]

    var document: Document {
        Document(
            imported: imported,
            refused: refused.map { Document.Row(line: $0.line, reason: $0.reason, message: $0.message) }
        )
    }

    struct Document: Encodable {
        var schema = "esimctl.inventory-import/1"
        var imported: Int
        var refused: [Row]

        struct Row: Encodable {
            var line: Int
            var reason: String
            var message: String
        }
    }
}

extension InventoryFile {
    /// Notes that a code is in stock already, or twice in the file.
    fileprivate mutating func refuse(_ refusal: StockReport.Refusal) {
        let what = refusal.isOfProfile ? "the ICCID" : "the code"
        let reason = refusal.isOfProfile ? "duplicate-iccid" : "duplicate"
        let line = entries[refusal.index].line
        switch refusal.with {
        case .earlier(let index): refuse(line, reason, "\(what) is that of line \(entries[index].line)")
        case .stock(let code):
            let word = code.state == .available ? "in stock" : code.state.rawValue
            let isFree = code.state == .available || code.state == .withdrawn
            refuse(line, isFree ? reason : "used", "\(what) is \(word) already, as number \(code.number)")
        }
    }
}
