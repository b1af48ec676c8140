public import Localization
public import QRRendering
import SGP22

/// What a voucher is made into.
public enum VoucherFormat: String, Hashable, Sendable, CaseIterable {
    case svg, html, eml, pdf, png

    /// Whether the bytes are not text, and so do not belong on a terminal.
    public var isBinary: Bool { self == .pdf || self == .png }
}

/// Why there is no voucher.
public enum PrintingError: Error, Hashable, Sendable {
    /// The code does not go into a QR symbol.
    case symbol(QRSymbol.EncodingError)
    /// The texts are too long for one page, even in small letters.
    case doesNotFit
    /// A picture needs more memory than there is.
    case outOfMemory
    /// The program `rsvg-convert` or `fc-list` is not there.
    case missingProgram(String)
    /// `rsvg-convert` did not do its work, and said this.
    case converter(String)
    /// No font has these characters.
    case missingFont([Unicode.Scalar])
}

/// Makes vouchers: the same voucher gives the same bytes, on one machine always, and for all but PDF and PNG on every one.
public struct VoucherPrinter: Sendable {
    /// One or two; with two, both are on the page.
    public var languages: [Language]
    public var paper: Paper
    /// Whether the copy is for a ticket: without symbol, links and matching ID, and with the end of the ICCID only.
    public var isRedacted: Bool
    /// For mail.
    public var envelope: MailEnvelope

    /// A printer; `languages` is not empty.
    public init(
        languages: [Language],
        paper: Paper = .a4,
        isRedacted: Bool = false,
        envelope: MailEnvelope = MailEnvelope()
    ) {
        precondition(!languages.isEmpty, "a voucher is in some language")
        self.languages = languages
        self.paper = paper
        self.isRedacted = isRedacted
        self.envelope = envelope
    }

    /// The voucher as a file of `format`.
    ///
    /// PDF and PNG run `rsvg-convert`; whatever characters are beyond Latin are looked up in the fonts before that.
    public func print(_ voucher: Voucher, as format: VoucherFormat) throws(PrintingError) -> [UInt8] {
        let wordings = languages.map { Wording(voucher, in: $0, isRedacted: isRedacted) }
        let symbol = isRedacted ? nil : try symbol(of: voucher)
        switch format {
        case .svg: return Array(try page(wordings, symbol).utf8)
        case .html:
            let picture = symbol.map { HTMLPage.Picture.drawn($0) } ?? .leftOut
            return Array(HTMLPage(wordings, picture, paper).document.utf8)
        case .eml: return try message(voucher, wordings, symbol).bytes
        case .pdf, .png:
            let page = try page(wordings, symbol)
            try requireFonts(for: page)
            do {
                guard format == .pdf else { return try Converter.png(page) }
                let pdf = try Converter.pdf(page)
                let title = wordings.map(\.subject).joined(separator: " · ").inOneLine
                return PDFUpdate(pdf)?.document(title: title, language: wordings[0].tag) ?? pdf
            } catch {
                throw PrintingError(error, program: "rsvg-convert")
            }
        }
    }

    private func symbol(of voucher: Voucher) throws(PrintingError) -> QRSymbol {
        do {
            return try QRSymbol(voucher.code.secretText(.qr))
        } catch {
            throw .symbol(error)
        }
    }

    private func page(_ wordings: [Wording], _ symbol: QRSymbol?) throws(PrintingError) -> String {
        guard let page = SVGPage.document(wordings, symbol, paper) else { throw .doesNotFit }
        return page
    }

    private func message(
        _ voucher: Voucher,
        _ wordings: [Wording],
        _ symbol: QRSymbol?
    ) throws(PrintingError) -> MailMessage {
        var picture: [UInt8]?
        if let symbol {
            let description = ImageDescription(title: wordings[0].pictureTitle, details: wordings[0].pictureDetails)
            do {
                picture = try ImageFormat.png.image(of: symbol, description: description)
            } catch {
                throw .outOfMemory
            }
        }
        let shown: HTMLPage.Picture = symbol == nil ? .leftOut : .attached(contentID: MailMessage.contentID)
        return MailMessage(
            envelope: envelope,
            subject: wordings.map(\.subject).joined(separator: " · "),
            text: TextPage.text(wordings),
            html: HTMLPage(wordings, shown, paper).document,
            picture: picture
        )
    }

    private func requireFonts(for page: String) throws(PrintingError) {
        // Every font has Latin letters, and the few signs of ours that are none.
        let characters = Set(
            page.unicodeScalars.filter { $0.value > 0x24F && !(0x2010...0x2027).contains($0.value) && $0 != "−" }
        )
        let missing: [Unicode.Scalar]
        do {
            missing = try Converter.charactersWithoutFont(characters)
        } catch {
            throw PrintingError(error, program: "fc-list")
        }
        guard missing.isEmpty else { throw .missingFont(missing) }
    }
}

extension PrintingError {
    fileprivate init(_ failure: Converter.Failure, program: String) {
        switch failure {
        case .missing: self = .missingProgram(program)
        case .failed(let said): self = .converter(said)
        }
    }
}
