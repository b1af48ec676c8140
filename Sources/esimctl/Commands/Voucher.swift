import ArgumentParser
import Localization
import SGP22
import SystemPackage
import Vouchers

/// `esimctl voucher`: the page for the person who gets the eSIM.
struct VoucherCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "voucher",
        abstract: "Make the page that a person gets with an eSIM: PDF, PNG, SVG, HTML or mail.",
        discussion: """
            The page has the QR code, install links, the fields to type, dates, renewal terms and whom to ask. PDF and PNG \
            need rsvg-convert (librsvg2-bin). A confirmation code is never on it: it must not travel with the QR code.

            A file for --from is CSV, whose first row names the columns, or a JSON array of objects. Columns and keys are \
            named as the options: code, plan, for, installBy …; options count for the rows that say nothing.

            Examples:
              esimctl voucher 'LPA:1$rsp.example.com$04386-AGYFT' --plan 'Peru 5 GB' --lang es,en -o voucher.pdf
              esimctl voucher 'LPA:1$rsp.example.com$04386-AGYFT' --redact --format html
              esimctl voucher --from orders.csv --out-dir vouchers --format pdf --page 80mm

            \(ExitStatus.table)
            """
    ).withoutCompletions()

    @Argument(help: "An activation code, or - for standard input.")
    var codes: [String] = []

    @Option(name: .long, help: "A file with many vouchers, or - for standard input.", completion: .file())
    var from: String?

    @Option(
        name: .long,
        help: "The folder for the files of --from, named by ICCID; it is made if need be.",
        completion: .directory
    )
    var outDir: String?

    @Option(name: .long, help: "The zip file for the files of --from.", completion: .file())
    var zip: String?

    @Option(name: .shortAndLong, help: "The file to write, or - for standard output.", completion: .file())
    var output: String?

    @Option(name: .long, help: "The format: \(VoucherFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: String?

    @Option(name: .long, help: "The paper: \(Paper.all.map(\.name).joined(separator: ", ")).")
    var page = Paper.a4.name

    @Flag(name: .long, help: "A copy for a ticket, without QR code, links and matching ID.")
    var redact = false

    @Flag(name: .long, help: "Replace output files that are there.")
    var overwrite = false

    @Option(name: .long, help: "Who sends the mail: a@example.com or 'Name <a@example.com>'.")
    var mailFrom: String?

    @Option(name: .long, help: "Who gets the mail.")
    var mailTo: String?

    @OptionGroup(title: "What it says") var fields: VoucherOptions
    @OptionGroup var lang: LanguagesOption

    func validate() throws {
        if let format, VoucherFormat(rawValue: format.lowercased()) == nil {
            throw ValidationError("--format takes \(VoucherFormat.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard from == nil || (from != zip && from != output) else {
            throw ValidationError("the list would be replaced by its vouchers; name another file")
        }
        guard Paper(named: page) != nil else {
            throw ValidationError("--page takes \(Paper.all.map(\.name).joined(separator: ", "))")
        }
        for address in [mailFrom, mailTo].compactMap(\.self) where !MailEnvelope.accepts(address) {
            throw ValidationError("--mail-from and --mail-to take a mail address, with or without a name in front")
        }
    }

    /// One code, or a file of many and a folder to put them into. (Not in `validate`: the parser would ask it before it names an
    /// option that it does not know.)
    private func checkSources() throws(Failure) {
        if from == nil {
            guard codes.count == 1 else {
                throw Failure("name one code, or a file of many", hint: "--from takes the file", status: .usage)
            }
            guard outDir == nil, zip == nil else {
                throw Failure(
                    "--out-dir and --zip belong to --from",
                    hint: "-o names the file of one voucher",
                    status: .usage
                )
            }
        } else {
            guard codes.isEmpty else {
                throw Failure("--from stands in the place of a code", hint: "leave out one of the two", status: .usage)
            }
            guard (outDir == nil) != (zip == nil), output == nil else {
                throw Failure(
                    "--from writes into a folder or a zip file",
                    hint: "add --out-dir or --zip",
                    status: .usage
                )
            }
        }
    }

    func run() throws {
        try checkSources()
        let format = try chosenFormat()
        let maker = VoucherMaker(
            printer: VoucherPrinter(
                languages: lang.languages,
                paper: Paper(named: page) ?? .a4,
                isRedacted: redact,
                envelope: MailEnvelope(sender: mailFrom, recipient: mailTo)
            ),
            format: format,
            remarks: CodeRemarks(strings: lang.languages[0].strings)
        )
        if let from {
            let status = try makeAll(of: from, maker)
            if status != .success { throw status }
            return
        }
        try makeOne(maker, format)
    }

    private func makeAll(of path: String, _ maker: VoucherMaker) throws -> ExitStatus {
        let list = try VoucherList(path: path)
        let name = path == "-" ? "<stdin>" : path.redactedIfCode
        if !list.unknownNames.isEmpty {
            let names = list.unknownNames.map(\.redactedIfCode).joined(separator: ", ")
            Diagnostics.say("\(name): is passed over: \(names)")
        }
        let batch = VoucherBatch(list: list, displayName: name, maker: maker, defaults: fields.record)
        Interruption.watch()
        defer { Interruption.endIfRequested() }
        if let outDir {
            let folder = OutputFolder(path: outDir, replacesExisting: overwrite)
            try folder.create()
            return try batch.run(into: folder)
        }
        return try ZipWriter.write(to: zip ?? "", replacesExisting: overwrite) { archive in
            let status = try batch.run(into: nil) { page, name in try archive.add(page, name: name) }
            return (status, status)
        }
    }

    private func makeOne(_ maker: VoucherMaker, _ format: VoucherFormat) throws {
        var pages: [[UInt8]] = []
        var isRefused = false
        let status = try CodeSource.sources(of: codes).forEachCode { code, _, _ in
            var messages = Messages()
            defer { messages.print() }
            if let page = try maker.make(code.indices.map { code[$0] }, fields.record, &messages) {
                pages.append(page)
            } else {
                isRefused = true
            }
        }
        guard pages.count + (isRefused ? 1 : 0) < 2 else {
            throw Failure("several codes do not go onto one page", hint: "make many with --from", status: .usage)
        }
        if let page = pages.first { try hand(over: page, format) }
        let worst = max(status, isRefused ? .findings : .success)
        if worst != .success { throw worst }
    }

    private func chosenFormat() throws(Failure) -> VoucherFormat {
        if let named = format.flatMap({ VoucherFormat(rawValue: $0.lowercased()) }) { return named }
        let all = VoucherFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
        guard from == nil else { return .pdf }
        guard let output, output != "-" else {
            throw Failure(
                "nothing says which format is wanted",
                hint: "add -o voucher.pdf, or --format",
                status: .usage
            )
        }
        let fileExtension = FilePath(output).lastComponent?.extension?.lowercased() ?? ""
        guard let format = VoucherFormat(rawValue: fileExtension == "htm" ? "html" : fileExtension) else {
            throw Failure(
                "\(output.redactedIfCode): the name does not tell the format",
                hint: "let it end in \(all), or add --format",
                status: .usage
            )
        }
        return format
    }

    private func hand(over page: [UInt8], _ format: VoucherFormat) throws(Failure) {
        if let output, output != "-" {
            return try OutputFile(path: output, replacesExisting: overwrite).write(page)
        }
        if format.isBinary && Terminal.isOutput {
            throw Failure(
                "a \(format.rawValue) file does not belong on a terminal",
                hint: "name a file with -o",
                status: .usage
            )
        }
        var screen = OutputBuffer(.standardOutput)
        screen.write(page)
        try screen.flush()
    }
}
