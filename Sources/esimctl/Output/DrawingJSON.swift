import QRRendering

/// Facts about symbols as one JSON document, `esimctl.qr/1`, written as it grows.
struct DrawingJSON {
    private let format: ImageFormat
    private var output = JSONOutput()
    private var isFirst = true

    init(format: ImageFormat) {
        self.format = format
    }

    /// Adds a symbol.
    ///
    /// - Parameters:
    ///   - drawing: The symbol.
    ///   - path: The file that the picture is in.
    ///   - line: The line of the list that the code stands in.
    ///   - outcome: What has become of its picture, in a list.
    mutating func add(
        _ drawing: Drawing,
        output path: String?,
        line: Int? = nil,
        outcome: BatchDrawing.Result.Outcome? = nil
    ) {
        begin()
        output.write(Result(drawing, format, output: path, line: line, outcome: outcome))
    }

    /// Writes the end: of a list, with its numbers.
    mutating func finish(_ tally: BatchDrawing.Tally? = nil) throws(Failure) {
        if isFirst { output.write("{\"results\":[") }
        output.write("],\"schema\":\"esimctl.qr/1\"")
        if let tally {
            output.write(",\"summary\":")
            output.write(
                Summary(
                    written: tally.written,
                    unchanged: tally.unchanged,
                    refused: tally.refused,
                    failed: tally.failed
                )
            )
        }
        output.write("}\n")
        try output.flush()
    }

    private mutating func begin() {
        output.write(isFirst ? "{\"results\":[" : ",\n")
        isFirst = false
    }
}

extension DrawingJSON {
    private struct Summary: Encodable {
        var written, unchanged, refused, failed: Int
    }

    private struct Result: Encodable {
        /// Left out where there is no list.
        var line: Int?
        var outcome: String?
        var subject: String
        var bytes, version: Int
        var errorCorrection: String
        var mask, modules, quietZone: Int
        var format: String
        @Nullable var output: String?
        @Nullable var pixels: Int?
        @Nullable var moduleMillimetres: Double?
        @Nullable var sideMillimetres: Double?
        var verified: Bool

        init(
            _ drawing: Drawing,
            _ format: ImageFormat,
            output: String?,
            line: Int?,
            outcome: BatchDrawing.Result.Outcome?
        ) {
            let symbol = drawing.symbol
            self.line = line
            self.outcome = outcome?.rawValue
            subject = drawing.subject
            bytes = drawing.byteCount
            version = symbol.version
            errorCorrection = symbol.errorCorrection.letter
            mask = symbol.mask
            modules = symbol.width
            quietZone = QRSymbol.quietZone
            self.format = format.name
            self.output = output?.redactedIfCode
            pixels = format.measure == .pixels ? drawing.width * drawing.moduleSize.pixels : nil
            let hasLength = format.measure != .characters
            moduleMillimetres = hasLength ? drawing.moduleSize.millimetres : nil
            sideMillimetres = hasLength ? drawing.moduleSize.millimetres(ofModules: drawing.width) : nil
            verified = drawing.isVerified
        }
    }
}
