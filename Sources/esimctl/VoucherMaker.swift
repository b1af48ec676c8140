import Localization
import QRRendering
import SGP22
import Vouchers

/// Makes vouchers out of codes and fields, and tells what it found and changed.
struct VoucherMaker {
    var printer: VoucherPrinter
    var format: VoucherFormat
    var remarks: CodeRemarks

    /// The file of one voucher; `nil` when its code is none that a phone should take.
    ///
    /// - Throws: `Failure` when a field cannot be used or the file cannot be made.
    func make(_ input: [UInt8], _ record: VoucherRecord, _ messages: inout Messages) throws(Failure) -> [UInt8]? {
        guard let voucher = try voucher(input, record, &messages) else { return nil }
        return try page(of: voucher)
    }

    /// What the page says; `nil` when the code is none that a phone should take.
    func voucher(_ input: [UInt8], _ record: VoucherRecord, _ messages: inout Messages) throws(Failure) -> Voucher? {
        let inspection = ActivationCode.inspect(utf8: input)
        guard let code = remarks.codeToDraw(inspection, &messages) else { return nil }
        return try Voucher(code: code, record)
    }

    /// The file of a voucher.
    func page(of voucher: Voucher) throws(Failure) -> [UInt8] {
        do {
            return try printer.print(voucher, as: format)
        } catch {
            throw Failure(error)
        }
    }
}

extension Failure {
    fileprivate init(_ error: PrintingError) {
        switch error {
        case .symbol(.outOfMemory), .outOfMemory:
            self.init("not enough memory for the symbol", status: .unavailable)
        case .symbol: self.init("the code does not fit into a QR code", status: .unusableInput)
        case .doesNotFit:
            self.init(
                "the texts do not fit on one page",
                hint: "shorten them, give one language, or use --page 80mm",
                status: .unusableInput
            )
        case .missingProgram("fc-list"):
            self.init(
                "fc-list is not installed; it finds the fonts for these texts",
                hint: "apt-get install fontconfig, or --format svg or html",
                status: .unavailable
            )
        case .missingProgram(let program):
            self.init(
                "\(program) is not installed; it makes PDF and PNG",
                hint: "apt-get install librsvg2-bin (brew install librsvg), or --format svg or html",
                status: .unavailable
            )
        case .converter(let said): self.init("rsvg-convert failed: \(said)", status: .notDone)
        case .missingFont(let characters):
            let isChinese = characters.contains { (0x2E80...0x9FFF).contains($0.value) || $0.value >= 0x20000 }
            let shown = characters.prefix(5).map { String($0) }.joined(separator: " ")
            self.init(
                "no font on this machine has \(shown)\(characters.count > 5 ? " …" : "")",
                hint: isChinese
                    ? "apt-get install fonts-noto-cjk, or fonts-wqy-zenhei"
                    : "install a font that has it, such as fonts-noto-core",
                status: .unavailable
            )
        }
    }
}
