import ArgumentParser
import Localization
import QRRendering
import SGP22
import SystemPackage

/// `esimctl qr`: draws the symbol that a phone scans.
struct QR: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "qr",
        abstract: "Draw the QR code of an activation code.",
        discussion: """
            Without -o the symbol is drawn on the terminal, or in plain characters when the output is no terminal. Of a \
            code that departs from SGP.22 in a way that phones take, the corrected form is drawn; a code that no phone \
            should take is refused. Put codes between single quotes, or the shell takes each $… for a variable.

            Examples:
              esimctl qr 'LPA:1$rsp.example.com$04386-AGYFT'
              esimctl qr 'LPA:1$rsp.example.com$04386-AGYFT' -o code.png
              esimctl qr --file code.txt -o code.svg
              esimctl qr 'LPA:1$rsp.example.com$04386-AGYFT' -o code.pdf --size-mm 30
              esimctl qr --eid 89049032123451234512345678901235

            \(ExitStatus.table)
            """
    ).withoutCompletions()

    @Argument(help: "An activation code, or - for standard input.")
    var codes: [String] = []

    @Option(name: .long, help: "A file that holds the code, one per line.")
    var file: [String] = []

    @Option(name: .long, help: "Draw the QR code of a device's EID instead of an activation code.")
    var eid: String?

    @Option(name: .long, help: "Draw the link that opens the installer with the code: apple or android.")
    var link: LinkHost?

    @Option(
        name: .shortAndLong,
        help: "The file to write, or - for standard output; its name ends in .png, .svg, .pdf, .eps or .txt."
    )
    var output: String?

    @Option(name: .long, help: "The format: \(ImageFormat.all.map(\.name).joined(separator: ", ")).")
    var format: String?

    @OptionGroup var picture: PictureOptions

    @OptionGroup(title: "Many codes") var batch: BatchOptions

    @Flag(name: .long, help: "Print facts about the symbol in JSON; the picture is drawn only into a file.")
    var json = false

    @Flag(name: .long, help: "Draw the text as it is given, valid or not; implies --overwrite.")
    var force = false

    @Flag(name: .long, help: "Replace the output file when there is one.")
    var overwrite = false

    @OptionGroup var lang: LanguageOption

    func validate() throws {
        guard eid != nil || batch.list != nil || !(codes.isEmpty && file.isEmpty) else {
            throw ValidationError("name a code, or - for standard input")
        }
        guard eid == nil || (codes.isEmpty && file.isEmpty && link == nil && !picture.compact) else {
            throw ValidationError("--eid draws an EID; it goes neither with codes nor with --link and --compact")
        }
        guard !force || (link == nil && !picture.compact) else {
            throw ValidationError(
                "--force draws the text as it is given; it goes neither with --link nor with --compact"
            )
        }
        try batch.validate(goingWith: Array(codes + file) + [eid].compactMap(\.self), output: output)
        guard !json || output != "-" else {
            throw ValidationError("--json prints on standard output; name a file for the picture")
        }
        if let format, ImageFormat(named: format) == nil {
            throw ValidationError("--format takes \(ImageFormat.all.map(\.name).joined(separator: ", "))")
        }
    }

    func run() throws {
        if let path = batch.list { return try runBatch(path) }
        let format = try chosenFormat()
        let drawer = CodeDrawer(
            strings: lang.language.strings,
            format: format,
            options: picture,
            link: link?.host,
            drawsAsGiven: force
        )
        var drawings: [Drawing] = []
        var isRefused = false
        func take(_ draw: (inout Messages) throws(Failure) -> Drawing?) throws(Failure) {
            var messages = Messages()
            defer { messages.print() }
            if let drawing = try draw(&messages) { drawings.append(drawing) } else { isRefused = true }
        }
        if let eid { try take { messages throws(Failure) in try drawer.draw(eid: eid, &messages) } }
        let sources = CodeSource.sources(of: codes) + file.map(CodeSource.init(path:))
        let status = try sources.forEachCode { code, _, _ in
            let input = code.indices.map { code[$0] }
            try take { messages throws(Failure) in try drawer.draw(input, &messages) }
        }
        if output != nil || !json { try hand(over: drawings, format) }
        if json {
            var document = DrawingJSON(format: format)
            for drawing in drawings { document.add(drawing, output: output) }
            try document.finish()
        }
        let worst = max(status, isRefused ? .findings : .success)
        if worst != .success { throw worst }
    }

    private func runBatch(_ path: String) throws {
        let format = try batch.format(named: format)
        let drawer = CodeDrawer(
            strings: lang.language.strings,
            format: format,
            options: picture,
            link: link?.host,
            drawsAsGiven: force
        )
        let run = BatchRun(
            batch: BatchDrawing(list: try BatchList(path: path, nameColumn: batch.nameColumn), drawer: drawer),
            replacesExisting: overwrite || force,
            printsJSON: json
        )
        let status = try run.run(into: batch.destination(output: output))
        if status != .success { throw status }
    }

    private func chosenFormat() throws(Failure) -> ImageFormat {
        if let named = format.flatMap(ImageFormat.init(named:)) { return named }
        guard let output, output != "-" else { return json ? .png : Terminal.takesColor ? .terminal : .ascii }
        let fileExtension = FilePath(output).lastComponent?.extension ?? ""
        guard let format = ImageFormat(fileExtension: fileExtension) else {
            let known = ImageFormat.all.flatMap(\.fileExtensions).map { "." + $0 }.joined(separator: ", ")
            throw Failure(
                "\(output.redactedIfCode): the name does not tell the format",
                hint: "let it end in \(known), or add --format",
                status: .usage
            )
        }
        return format
    }

    private func hand(over drawings: [Drawing], _ format: ImageFormat) throws(Failure) {
        guard !drawings.isEmpty else { return }
        if drawings.count > 1 && (output ?? "-" != "-" || format.isBinary) {
            throw Failure(
                "\(drawings.count) codes do not go into one picture",
                hint: "draw one at a time",
                status: .usage
            )
        }
        if let output, output != "-" {
            return try OutputFile(path: output, replacesExisting: overwrite || force).write(drawings[0].image)
        }
        if format.isBinary && Terminal.isOutput {
            throw Failure(
                "a \(format.name) picture does not belong on a terminal",
                hint: "name a file with -o",
                status: .usage
            )
        }
        if format.name == ImageFormat.terminal.name { try refuseNarrowTerminal(drawings) }
        var screen = OutputBuffer(.standardOutput)
        for drawing in drawings { screen.write(drawing.image) }
        try screen.flush()
    }

    /// A symbol whose lines are broken does not scan.
    private func refuseNarrowTerminal(_ drawings: [Drawing]) throws(Failure) {
        guard let columns = Terminal.columns, let widest = drawings.map(\.width).max(), widest > columns else { return }
        throw Failure(
            "the terminal has \(columns) columns; this symbol needs \(widest)",
            hint: "widen the window, or write a picture with -o code.png",
            status: .unavailable
        )
    }
}

/// Whose installer an install link opens.
enum LinkHost: String, CaseIterable, ExpressibleByArgument {
    case apple, android

    var host: InstallLink.Host {
        switch self {
        case .apple: .apple
        case .android: .android
        }
    }
}
