import ArgumentParser
import Localization
import QRRendering
import SGP22

/// `esimctl scan`: reads activation codes out of pictures.
struct Scan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Read activation codes out of pictures: photos, screenshots, scanned pages.",
        discussion: """
            PNG and JPEG. The QR codes may be rotated, mirrored, light on dark, and several in one picture. Each \
            activation code goes to standard output in clear, one per line, corrected where it departs from SGP.22 in \
            a way that phones take. What else there is to say goes to standard error. The status is 1 when a picture \
            holds no activation code, or one that phones refuse.

            A picture may have up to 100 megapixels and its file 64 MiB; larger ones are refused before they are decoded.

            Examples:
              esimctl scan photo.jpg
              esimctl scan vouchers/*.png --format json
              curl -s https://shop.example.com/qr.png | esimctl scan -

            \(ExitStatus.table)
            """
    ).withoutCompletions()

    @Argument(
        help: ArgumentHelp("A PNG or JPEG file, or - for standard input.", valueName: "image"),
        completion: .file()
    )
    var images: [String] = []

    @Flag(name: .long, help: "Print what every QR code holds, activation code or not.")
    var all = false

    @Option(name: .long, help: "How to print: text or json.")
    var format = Format.text

    /// How `scan` prints; there is nothing in pictures that the formats for machines could point at.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @OptionGroup var lang: LanguageOption

    func validate() throws {
        guard !images.isEmpty else {
            throw ValidationError("name a picture, or - for standard input")
        }
    }

    func run() throws {
        let strings = lang.language.strings
        var scan = Scanning()
        scan.run(images.map(PictureFile.init(argument:)), ImageReader()) { $0.remark(strings, printsAll: all) }
        switch format {
        case .text: try ScanText(printsAll: all).write(scan)
        case .json: try ScanJSON(printsAll: all).write(scan)
        }
        if scan.status != .success { throw scan.status }
    }
}

extension ScannedCode {
    /// Says on standard error what is the matter with it, if anything is.
    fileprivate func remark(_ strings: Strings, printsAll: Bool) {
        let place = "\(picture.displayName): code \(index)"
        if content == .other {
            if !printsAll { Diagnostics.say("\(place): \(strings.isNoActivationCode)") }
            return
        }
        var messages = Messages()
        CodeRemarks(strings: strings).add(inspection, to: &messages)
        messages.print(place: place + ": ")
    }
}
