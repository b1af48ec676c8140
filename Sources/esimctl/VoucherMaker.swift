import Localization
import QRRendering
import SGP22
import Vouchers

/// Makes vouchers out of codes and fields, and says on standard error what it found and changed.
struct VoucherMaker {
    var printer: VoucherPrinter
    var format: VoucherFormat
    var remarks: CodeRemarks

    /// The file of one voucher; `nil` when its code is none that a phone should take.
    ///
    /// - Throws: `Failure` when a field cannot be used or the file cannot be made.
    func make(_ input: [UInt8], _ record: VoucherRecord) throws(Failure) -> [UInt8]? {
        let inspection = ActivationCode.inspect(utf8: input)
        guard let code = remarks.codeToDraw(inspection) else { return nil }
        let voucher = try Voucher(code: code, record)
        do {
            return try printer.print(voucher, as: format)
        } catch {
            throw Failure(error)
        }
    }

    /// Makes all vouchers of a list; what cannot be made is said, and the others follow.
    func makeAll(
        of list: VoucherList,
        named path: String,
        defaults: VoucherRecord,
        into folder: VoucherFolder
    ) throws(Failure) -> ExitStatus {
        let name = path == "-" ? "<stdin>" : path.redactedIfCode
        if !list.unknownNames.isEmpty {
            let names = list.unknownNames.map(\.redactedIfCode).joined(separator: ", ")
            Diagnostics.say("\(name): is passed over: \(names)")
        }
        try folder.create()
        var status = ExitStatus.success
        var taken: Set<String> = []
        for (index, entry) in list.records.enumerated() {
            let record = entry.record.filter { !$0.value.isEmpty }.merging(defaults) { given, _ in given }
            let place = "\(name): \(entry.place): "
            do throws(Failure) {
                let fileName = folder.name(of: record, number: index + 1)
                guard taken.insert(fileName).inserted else {
                    throw Failure("an earlier voucher has the same ICCID", status: .unusableInput)
                }
                var maker = self
                maker.remarks.place = place
                guard let page = try maker.make(Array((record[.code] ?? "").utf8), record) else {
                    status = max(status, .findings)
                    continue
                }
                try folder.write(page, fileName)
            } catch {
                Failure(place + error.message, hint: error.hint, status: error.status).say()
                // What the machine lacks for one, it lacks for all.
                guard error.status != .unavailable else { return error.status }
                status = max(status, error.status)
            }
        }
        return status
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
