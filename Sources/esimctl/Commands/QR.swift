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

            \(ExitStatus.table)
            """
    )

    @Argument(help: "An activation code, or - for standard input.")
    var codes: [String] = []

    @Option(name: .long, help: "A file that holds the code, one per line.")
    var file: [String] = []

    @Option(name: .shortAndLong, help: "The file to write, or - for standard output; its name ends in .png or .svg.")
    var output: String?

    @Option(name: .long, help: "The format: \(ImageFormat.all.map(\.name).joined(separator: ", ")).")
    var format: String?

    @Flag(name: .long, help: "Draw the text as it is given, valid or not; implies --overwrite.")
    var force = false

    @Flag(name: .long, help: "Replace the output file when there is one.")
    var overwrite = false

    @OptionGroup var lang: LanguageOption

    func validate() throws {
        guard !(codes.isEmpty && file.isEmpty) else {
            throw ValidationError("name a code, or - for standard input")
        }
        if let format, ImageFormat(named: format) == nil {
            throw ValidationError("--format takes \(ImageFormat.all.map(\.name).joined(separator: ", "))")
        }
    }

    func run() throws {
        let format = try chosenFormat()
        var status = ExitStatus.success
        var drawings: [Drawing] = []
        for source in CodeSource.sources(of: codes) + file.map(CodeSource.init(path:)) {
            do {
                try source.forEachCode { code, _ in
                    if let drawing = try draw(code.indices.map { code[$0] }, format) {
                        drawings.append(drawing)
                    } else {
                        status = max(status, .findings)
                    }
                }
            } catch let failure as Failure {
                failure.say()
                status = max(status, failure.status)
            }
        }
        try hand(over: drawings, format)
        if status != .success { throw status }
    }

    private func chosenFormat() throws(Failure) -> ImageFormat {
        if let named = format.flatMap(ImageFormat.init(named:)) { return named }
        guard let output, output != "-" else { return Terminal.takesColor ? .terminal : .ascii }
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

    /// A picture and how wide it is in modules.
    private struct Drawing {
        var image: [UInt8]
        var width: Int
    }

    /// Draws what a phone should read; `nil`, said on standard error, when that would be no code.
    private func draw(_ input: [UInt8], _ format: ImageFormat) throws(Failure) -> Drawing? {
        let strings = lang.language.strings
        let inspection = ActivationCode.inspect(utf8: input)
        guard let code = inspection.code else {
            remark(on: inspection, strings)
            guard force else { return nil }
            Diagnostics.say(strings.drewAsGiven)
            let title = strings.pictureTitle("?")
            return try draw(bytes: input, title: title, format)
        }
        if inspection.findings.worst ?? .note > .note { remark(on: inspection, strings) }
        var text = Array(force ? input[...] : code.canonical.text(.qr).utf8[...].map { $0 }[...])
        if !force, let corrected = inspection.corrected {
            Diagnostics.say(strings.drewCorrected(corrected.description))
            text = Array(corrected.text(.qr).utf8)
        }
        return try draw(bytes: text, title: strings.pictureTitle(code.smdpAddress.hostName), format)
    }

    private func draw(bytes: [UInt8], title: String, _ format: ImageFormat) throws(Failure) -> Drawing {
        let symbol: QRSymbol
        do {
            symbol = try QRSymbol(bytes: bytes)
        } catch {
            throw Failure(error)
        }
        let description = ImageDescription(title: title, details: lang.language.strings.pictureDetails)
        do {
            return Drawing(
                image: try format.image(of: symbol, description: description),
                width: symbol.width + 2 * QRSymbol.quietZone
            )
        } catch {
            throw Failure("not enough memory for the picture", status: .unavailable)
        }
    }

    /// Says what was found, and what would be right.
    private func remark(on inspection: ActivationCode.Inspection, _ strings: Strings) {
        if inspection.code == nil && !force { Diagnostics.say(strings.refusedToDraw(inspection.redactedInput)) }
        for finding in inspection.findings {
            Diagnostics.say(
                "\(strings.severity(finding.severity)): \(strings.problem(finding.problem)) [\(finding.rule.rawValue)]"
            )
            if let advice = strings.advice(finding.problem) { Diagnostics.hint(advice) }
        }
        if let suggestion = inspection.suggestion { Diagnostics.hint(strings.didYouMean(suggestion.description)) }
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
        if format.name == ImageFormat.terminal.name, let columns = Terminal.columns,
            let widest = drawings.map(\.width).max(), widest > columns
        {
            Diagnostics.say("the terminal has \(columns) columns; this symbol needs \(widest)")
            Diagnostics.hint("widen the window, or write a picture with -o code.png")
        }
        var screen = OutputBuffer(.standardOutput)
        for drawing in drawings { screen.write(drawing.image) }
        try screen.flush()
    }
}

extension Failure {
    fileprivate init(_ error: QRSymbol.EncodingError) {
        switch error {
        case .empty: self.init("there is nothing to draw", status: .unusableInput)
        case .tooLong(let bytes): self.init("\(bytes) bytes do not fit into a QR code", status: .unusableInput)
        case .outOfMemory: self.init("not enough memory for the symbol", status: .unavailable)
        }
    }
}
