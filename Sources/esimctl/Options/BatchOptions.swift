import ArgumentParser
import QRRendering

/// Many pictures at once.
struct BatchOptions: ParsableArguments {
    @Option(
        name: .customLong("batch"),
        help: ArgumentHelp(
            "Draw every code of a file: one per line, or CSV or TSV whose first row names the columns; - for standard input.",
            valueName: "file"
        )
    )
    var list: String?

    @Option(name: .long, help: "The folder for the pictures of --batch; it is made if need be.")
    var outDir: String?

    @Option(name: .long, help: "The zip file for the pictures of --batch.")
    var zip: String?

    @Option(name: .long, help: "Put the codes of --batch on pages of A4 or Letter: a PDF, named by -o.")
    var sheet: String?

    @Option(name: .long, help: "The column that names the pictures of a CSV or TSV file. Default: iccid.")
    var nameColumn: String?

    /// Where the pictures go.
    enum Destination {
        case folder(String)
        case zip(String)
        /// Pages in a PDF file.
        case sheet(SheetPaper, path: String)
    }

    /// Refuses options that do not go together; `inputs` are the codes that stand beside `--batch`.
    func validate(goingWith inputs: [String], output: String?) throws {
        guard list != nil else {
            guard outDir == nil, zip == nil, sheet == nil, nameColumn == nil else {
                throw ValidationError("--out-dir, --zip, --sheet and --name-column belong to --batch")
            }
            return
        }
        guard inputs.isEmpty else { throw ValidationError("--batch stands in the place of a code") }
        if let sheet, SheetPaper(named: sheet) == nil { throw ValidationError("--sheet takes A4 or Letter") }
        guard [outDir, zip, sheet].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("--batch takes one of --out-dir, --zip and --sheet")
        }
        guard list != zip || list == nil, list != output || list == nil else {
            throw ValidationError("the list would be replaced by its pictures; name another file")
        }
        guard (sheet == nil) == (output == nil), output != "-" else {
            throw ValidationError("-o names the file of --sheet; --out-dir and --zip name their own")
        }
    }

    /// Where the pictures go, of options that `validate` has taken.
    func destination(output: String?) -> Destination {
        if let outDir { return .folder(outDir) }
        if let zip { return .zip(zip) }
        return .sheet(sheet.flatMap(SheetPaper.init(named:)) ?? .a4, path: output ?? "")
    }

    /// The format of the pictures.
    func format(named name: String?) throws(Failure) -> ImageFormat {
        guard let name else { return sheet == nil ? .png : .pdf }
        guard sheet == nil else {
            throw Failure("--sheet makes a PDF", hint: "leave --format out", status: .usage)
        }
        guard let format = ImageFormat(named: name), !format.fileExtensions.isEmpty else {
            throw Failure(
                "\(name.redactedUnlessWord) is no format of files",
                hint: "take png, svg, pdf, eps or txt",
                status: .usage
            )
        }
        return format
    }
}
