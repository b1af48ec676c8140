import QRRendering
import SystemPackage

/// Facts about symbols as one JSON document, `esimctl.qr/1`.
struct DrawingJSON {
    var format: ImageFormat
    /// The file that the picture went to.
    var output: String?

    func write(_ drawings: [Drawing]) throws(Failure) {
        let document = Document(results: drawings.map { Result($0, format, output) })
        var buffer = OutputBuffer(.standardOutput)
        buffer.write(JSONText.of(document))
        try buffer.flush()
    }
}

extension DrawingJSON {
    private struct Document: Encodable {
        var schema = "esimctl.qr/1"
        var results: [Result]
    }

    private struct Result: Encodable {
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

        init(_ drawing: Drawing, _ format: ImageFormat, _ output: String?) {
            let symbol = drawing.symbol
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
