import Localization
import QRRendering
import SGP22

/// A picture of a code.
struct Drawing {
    var image: [UInt8]
    /// How wide it is, in modules, quiet zone included.
    var width: Int
}

/// Turns inputs into pictures of what a phone should read, and says on standard error what it found and changed.
struct CodeDrawer {
    var strings: Strings
    var format: ImageFormat
    /// Whether the text is drawn as it is given, valid or not.
    var drawsAsGiven: Bool

    /// The picture of one input; `nil` when it is no code that a phone should take.
    ///
    /// - Throws: `Failure` when the text does not fit into a symbol.
    func draw(_ code: Span<UInt8>) throws(Failure) -> Drawing? {
        let input = code.indices.map { code[$0] }
        let inspection = ActivationCode.inspect(utf8: input)
        guard let code = inspection.code else {
            if !drawsAsGiven { Diagnostics.say(strings.refusedToDraw(inspection.redactedInput)) }
            CodeRemarks(strings: strings).say(inspection)
            guard drawsAsGiven else { return nil }
            let drawing = try picture(of: input, for: "?")
            Diagnostics.say(strings.drewAsGiven)
            return drawing
        }
        if inspection.findings.worst ?? .note > .note { CodeRemarks(strings: strings).say(inspection) }
        let host = code.smdpAddress.hostName
        guard !drawsAsGiven else { return try picture(of: input, for: host) }
        if let corrected = inspection.corrected { Diagnostics.say(strings.drewCorrected(corrected.description)) }
        return try picture(of: Array(code.canonical.text(.qr).utf8), for: host)
    }

    private func picture(of text: [UInt8], for host: String) throws(Failure) -> Drawing {
        let symbol: QRSymbol
        do {
            symbol = try QRSymbol(bytes: text)
        } catch {
            throw Failure(error)
        }
        let description = ImageDescription(title: strings.pictureTitle(host), details: strings.pictureDetails)
        do {
            let image = try format.image(of: symbol, description: description)
            return Drawing(image: image, width: symbol.width + 2 * QRSymbol.quietZone)
        } catch {
            throw Failure("not enough memory for the picture", status: .unavailable)
        }
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
