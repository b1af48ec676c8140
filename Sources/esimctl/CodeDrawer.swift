import Localization
import QRRendering
import SGP22

/// A picture of a text and what there is to know about it.
struct Drawing: Sendable {
    var image: [UInt8]
    var symbol: QRSymbol
    var moduleSize: ModuleSize
    /// What is drawn, in words that tell no secret.
    var subject: String
    /// How many bytes the symbol holds.
    var byteCount: Int
    /// Whether the picture was read back.
    var isVerified: Bool

    /// How wide it is, in modules, quiet zone included.
    var width: Int { symbol.width + 2 * QRSymbol.quietZone }
}

/// Turns inputs into pictures of what a phone should read, and tells what it found and changed.
struct CodeDrawer: Sendable {
    var strings: Strings
    var format: ImageFormat
    var options: PictureOptions
    /// Whose install link is drawn in place of the code itself.
    var link: InstallLink.Host?
    /// Whether the text is drawn as it is given, valid or not.
    var drawsAsGiven: Bool

    /// The picture of one input; `nil` when it is no code that a phone should take.
    ///
    /// - Throws: `Failure` when the text does not fit into a symbol, or the picture does not read back.
    func draw(_ input: [UInt8], _ messages: inout Messages) throws(Failure) -> Drawing? {
        let inspection = ActivationCode.inspect(utf8: input)
        guard drawsAsGiven else {
            guard let code = CodeRemarks(strings: strings).codeToDraw(inspection, &messages) else { return nil }
            let drawn = try options.compact ? compacted(code, &messages) : code
            return try picture(
                of: text(of: drawn),
                subject: drawn.description,
                description(of: code.smdpAddress.hostName),
                &messages
            )
        }
        let isFaulty = inspection.code == nil || inspection.findings.worst ?? .note > .note
        if isFaulty { CodeRemarks(strings: strings).add(inspection, to: &messages) }
        let host = inspection.code?.smdpAddress.hostName ?? "?"
        let drawing = try picture(of: input, subject: inspection.redactedInput, description(of: host), &messages)
        if inspection.code == nil { messages.say(strings.drewAsGiven) }
        return drawing
    }

    /// The picture of an EID; `nil` when it is none.
    func draw(eid text: String, _ messages: inout Messages) throws(Failure) -> Drawing? {
        let eid: EID
        do {
            eid = try drawsAsGiven ? EID(unverified: text) : EID(parsing: text)
        } catch {
            messages.say(strings.refusedEID(error))
            return nil
        }
        let description = ImageDescription(title: strings.eidPictureTitle, details: strings.eidPictureDetails)
        return try picture(of: Array(eid.qrText.utf8), subject: eid.qrText, description, &messages)
    }

    private func description(of host: String) -> ImageDescription {
        ImageDescription(
            title: strings.pictureTitle(host),
            details: link == nil ? strings.pictureDetails : strings.linkPictureDetails
        )
    }

    private func text(of code: ActivationCode) -> [UInt8] {
        Array((link.map { InstallLink.text($0, for: code) } ?? code.secretText(.qr)).utf8)
    }

    /// `code` with its host in upper case when that makes the symbol smaller; says what was gained and what it may cost.
    private func compacted(_ code: ActivationCode, _ messages: inout Messages) throws(Failure) -> ActivationCode {
        let compact = code.withUppercaseAddress
        let (before, after) = (try symbol(of: text(of: code)).width, try symbol(of: text(of: compact)).width)
        guard after < before else {
            messages.sayOnce(strings.compactedInVain)
            return code
        }
        messages.sayOnce(strings.compacted(before, after))
        return compact
    }

    private func symbol(of text: [UInt8]) throws(Failure) -> QRSymbol {
        do {
            return try QRSymbol(bytes: text, errorCorrection: options.errorCorrection ?? .medium)
        } catch {
            throw Failure(error)
        }
    }

    private func picture(
        of text: [UInt8],
        subject: String,
        _ description: ImageDescription,
        _ messages: inout Messages
    ) throws(Failure) -> Drawing {
        let symbol = try symbol(of: text)
        let size = try options.moduleSize(for: symbol)
        if format.measure != .characters && size.millimetres < 0.4 {
            messages.sayOnce(strings.smallModule("\(size.millimetres)"))
        }
        let image: [UInt8]
        do {
            image = try format.image(of: symbol, moduleSize: size, description: description)
        } catch {
            throw Failure("not enough memory for the picture", status: .unavailable)
        }
        guard !options.verify || format.verify(image, of: symbol, moduleSize: size, holds: text) else {
            throw Failure(
                "the picture does not read back as what it should hold, so it is not written",
                hint: "this is a fault of esimctl or of a library it uses; --no-verify writes the picture all the same",
                status: .notDone
            )
        }
        return Drawing(
            image: image,
            symbol: symbol,
            moduleSize: size,
            subject: subject,
            byteCount: text.count,
            isVerified: options.verify
        )
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
