import QRRendering
import SGP22

/// A QR code of a picture and what there is to say about it.
struct ScannedCode {
    /// The picture.
    var picture: PictureFile
    /// Which code of the picture it is, from 1, in reading order.
    var index: Int
    var symbol: ScannedSymbol
    var inspection: ActivationCode.Inspection

    init(_ symbol: ScannedSymbol, index: Int, of picture: PictureFile) {
        self.picture = picture
        self.index = index
        self.symbol = symbol
        inspection = ActivationCode.inspect(utf8: symbol.bytes)
    }

    /// What a QR code turned out to hold.
    enum Content: String {
        /// An activation code that phones take.
        case activationCode
        /// Something that was meant as one, and that phones refuse.
        case refusedCode
        /// Anything else: a web page, a Wi-Fi password, a telephone number.
        case other
    }

    var content: Content {
        if inspection.code != nil { return .activationCode }
        return isMeantAsCode ? .refusedCode : .other
    }

    /// The activation code, corrected where it departs from SGP.22; `nil` when there is none.
    var activationCode: String? {
        inspection.code == nil ? nil : inspection.corrected?.secretText() ?? symbol.text
    }

    /// Whether the text begins as activation codes do, or says `lpa:` somewhere, as install links do.
    private var isMeantAsCode: Bool {
        let text = symbol.text.lowercased()
        return text.hasPrefix("1$") || text.contains("lpa:") || text.contains("lpa%3a")
    }
}

/// What a scan of pictures has found.
struct Scanning {
    var codes: [ScannedCode] = []
    /// How many pictures were decoded.
    var pictures = 0
    /// How many were not: no file, no picture, damaged, too large.
    var unreadable = 0
    private(set) var status = ExitStatus.success

    /// Goes through all pictures, whatever happens with one of them, and says on standard error what is not a result.
    ///
    /// The status is 1 when a picture holds no activation code, or one that is refused.
    mutating func run(_ files: [PictureFile], _ reader: ImageReader, _ remark: (ScannedCode) -> Void) {
        for file in files {
            do {
                let symbols = try file.symbols(reader)
                pictures += 1
                let found = symbols.enumerated().map { ScannedCode($1, index: $0 + 1, of: file) }
                for code in found { remark(code) }
                let accepted = found.count { $0.content == .activationCode }
                if symbols.isEmpty { Diagnostics.say("\(file.displayName): no QR code was found") }
                if accepted == 0 || found.contains(where: { $0.content == .refusedCode }) {
                    status = max(status, .findings)
                }
                codes += found
            } catch {
                error.say()
                unreadable += 1
                status = max(status, error.status)
            }
        }
    }
}
