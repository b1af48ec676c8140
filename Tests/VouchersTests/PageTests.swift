import Foundation
import Localization
import SGP22
import TestSupport
import Testing

@testable import Vouchers

@Suite struct `A voucher` {
    /// What all five formats are asked for.
    private static let formats = VoucherFormat.allCases

    @Test(arguments: [["en"], ["es", "zh"], ["zh"]])
    func `looks as it did`(tags: [String]) throws {
        let languages = tags.compactMap { Language(identifier: $0) }
        let printer = VoucherPrinter(
            languages: languages,
            envelope: MailEnvelope(sender: "Tienda Ñandú <shop@example.com>", recipient: "ana@example.com")
        )
        for format in [VoucherFormat.svg, .html, .eml] {
            let file = String(decoding: try printer.print(Sample.full(), as: format), as: UTF8.self)
            try expectSnapshot(
                file.replacing("\r\n", with: "\n"),
                "vouchers/full.\(tags.joined(separator: "-")).\(format.rawValue)"
            )
        }
    }

    @Test func `looks as it did when it is redacted`() throws {
        let file = try VoucherPrinter(languages: [.spanish], isRedacted: true).print(Sample.full(), as: .html)
        try expectSnapshot(String(decoding: file, as: UTF8.self), "vouchers/redacted.es.html")
    }

    @Test(arguments: Paper.all.map(\.name))
    func `has a symbol that reads back, on every paper`(paper: String) async throws {
        let printer = VoucherPrinter(languages: [.spanish, .chinese], paper: try #require(Paper(named: paper)))
        let png = try printer.print(Sample.full(), as: .png)
        #expect(try await Reader.code(inPNG: png) == Sample.text)
        let svg = try printer.print(Sample.full(), as: .svg)
        #expect(try await Reader.code(inPNG: Reader.png(ofSVG: svg)) == Sample.text)
        let pdf = try printer.print(Sample.full(), as: .pdf)
        let page = try await Tool.run("pdftoppm", ["-png", "-r", "200", "-"], input: pdf)
        #expect(try await Reader.code(inPNG: page.standardOutput) == Sample.text)
    }

    @Test func `has a symbol that reads back in HTML and in mail`() async throws {
        let printer = VoucherPrinter(languages: [.english])
        let html = String(decoding: try printer.print(Sample.full(), as: .html), as: UTF8.self)
        let start = try #require(html.firstRange(of: "<svg"))
        let end = try #require(html.firstRange(of: "</svg>"))
        let svg = html[start.lowerBound..<end.upperBound].replacing(
            "viewBox",
            with: "width=\"40mm\" height=\"40mm\" viewBox"
        )
        #expect(try await Reader.code(inPNG: Reader.png(ofSVG: svg.utf8)) == Sample.text)
        let mail = try await Reader.parts(ofMail: printer.print(Sample.full(), as: .eml))
        #expect(try await Reader.code(inPNG: try #require(mail.picture)) == Sample.text)
    }

    private static let sizes = [
        ("a4", "595.276 x 841.89 pts (A4)"), ("letter", "612 x 792 pts (letter)"), ("80mm", "226.772 x "),
    ]

    @Test(arguments: sizes)
    func `is one PDF page of the paper's size, with live links`(paper: String, size: String) async throws {
        let printer = VoucherPrinter(languages: [.english, .spanish], paper: try #require(Paper(named: paper)))
        let pdf = try printer.print(Sample.full(), as: .pdf)
        let folder = try TemporaryFolder()
        let file = try folder.write(pdf, to: "a.pdf").path
        let run = try await Tool.run("pdfinfo", [file])
        #expect(run.errorText.isEmpty)
        let facts = run.text
        #expect(facts.contains("Pages:           1\n"))
        #expect(facts.contains(size), "\(facts)")
        #expect(facts.contains("Title:           Your eSIM: Perú <10 GB> & más · Tu eSIM: Perú <10 GB> & más\n"))
        #expect(String(decoding: pdf, as: UTF8.self).contains("/Lang (en)"))
        let links = try await Tool.run("pdfinfo", ["-url", file]).text
        let card = "carddata=LPA%3A1%24rsp.example.com%2404386-AGYFT-A74Y8-3F815%24%241"
        #expect(links.contains("https://esimsetup.apple.com/esim_qrcode_provisioning?\(card)\n"))
        #expect(links.contains("https://esimsetup.android.com/esim_qrcode_provisioning?\(card)\n"))
        #expect(links.contains("lpa:1$rsp.example.com$04386-AGYFT-A74Y8-3F815$$1\n"))
        #expect(links.contains("https://example.com/stop?a=1&b=2\n") && links.contains("mailto:ayuda@example.com\n"))
    }

    @Test func `says everything in the PDF's text, in both languages and in order`() async throws {
        let pdf = try VoucherPrinter(languages: [.spanish, .chinese]).print(Sample.full(), as: .pdf)
        let text = try await Reader.text(ofPDF: pdf)
        let expected = [
            "Perú <10 GB> & más", "Para Ana \"Anita\" Quispe", "Escanea este código", "¿En este dispositivo?",
            "O escríbelo a mano", Sample.secret, "Código de confirmación", "31 de diciembre de 2026",
            "1 de diciembre de 2026, 00:00 (UTC−5, America/Lima)", "Renovación", "PEN 39.90", "Cómo cancelarla",
            "roaming",
            "8951 1000 0000 0000 005",
        ]
        var rest = text[...]
        for words in expected {
            let found = try #require(rest.firstRange(of: words), "\(words) is not there, or too early: \(text)")
            rest = rest[found.upperBound...]
        }
        for words in ["扫描此二维码", "2026年12月31日", "续费", "已含税", "如何取消续费"] { #expect(text.contains(words)) }
        #expect(try await !Tool.run("pdffonts", ["-"], input: pdf).text.isEmpty)
    }

    @Test(arguments: Sample.languages, Paper.all.map(\.name))
    func `has no word beyond the margin or over another`(languages: [Language], paper: String) async throws {
        let paper = try #require(Paper(named: paper))
        let pdf = try VoucherPrinter(languages: languages, paper: paper).print(Sample.full(), as: .pdf)
        let boxes = try await Tool.run("pdftotext", ["-bbox", "-", "-"], input: pdf).text
        let words = boxes.split(separator: "\n").compactMap(Word.init)
        #expect(words.count > 80)
        let millimetre = 72 / 25.4
        let right = Double(paper.width - paper.margin) / 10 * millimetre + 1
        for (index, word) in words.enumerated() {
            #expect(word.x.upperBound <= right, "\(word.text)")
            for other in words[(index + 1)...] where word.overlaps(other) {
                Issue.record("\(word.text) and \(other.text) overlap")
            }
        }
    }

    @Test(arguments: formats)
    func `is the same bytes for the same input`(format: VoucherFormat) async throws {
        let printer = VoucherPrinter(languages: [.spanish, .chinese])
        let first = try printer.print(Sample.full(), as: format)
        // Needed: a file with the time of day in it differs only once the clock has gone on by a second.
        try await Task.sleep(for: .milliseconds(1100))
        #expect(try printer.print(Sample.full(), as: format) == first)
    }

    @Test(arguments: Sample.languages)
    func `is well-formed`(languages: [Language]) async throws {
        for isRedacted in [false, true] {
            let printer = VoucherPrinter(languages: languages, paper: .strip, isRedacted: isRedacted)
            for voucher in [try Sample.bare(), try Sample.full()] {
                #expect(try await Reader.isWellFormed(printer.print(voucher, as: .svg)))
                #expect(try await Reader.isWellFormed(printer.print(voucher, as: .html)))
            }
        }
    }

    @Test(arguments: formats)
    func `shows nothing of the secret in a redacted copy`(format: VoucherFormat) async throws {
        var voucher = try Sample.full()
        voucher.plan = "Plan \(Sample.secret)"
        voucher.renewal?.howToStop = "Quote \(Sample.secret)"
        let file = try VoucherPrinter(languages: [.english, .spanish], isRedacted: true).print(voucher, as: format)
        let texts: [String]
        switch format {
        case .svg, .html: texts = [String(decoding: file, as: UTF8.self)]
        case .pdf:
            texts = [
                try await Reader.text(ofPDF: file), try await Tool.run("pdfinfo", ["-url", "-"], input: file).text,
            ]
        case .eml:
            let mail = try await Reader.parts(ofMail: file)
            #expect(mail.picture == nil)
            texts = [mail.text, mail.html, String(decoding: file, as: UTF8.self)]
        case .png:
            #expect(try await Reader.code(inPNG: file).isEmpty)
            texts = []
        }
        for text in texts {
            #expect(!text.contains("AGYFT") && !text.contains("carddata") && !text.contains("8951"), "\(text)")
        }
        if let text = texts.first { #expect(text.contains("rsp.example.com") && text.contains("… 0005")) }
    }

    @Test func `tells the secret in no title, description or alternative text`() throws {
        let printer = VoucherPrinter(languages: [.english, .chinese])
        for format in [VoucherFormat.svg, .html] {
            let file = String(decoding: try printer.print(Sample.full(), as: format), as: UTF8.self)
            let described = file.matches(of: /<(title|desc)[^>]*>([^<]*)</).map { String($0.output.2) }
            #expect(described.count >= 3)
            #expect(described.allSatisfy { !$0.contains("AGYFT") && !$0.isEmpty })
            #expect(file.matches(of: /alt="([^"]*)"/).allSatisfy { !$0.output.1.contains("AGYFT") })
        }
    }

    @Test func `says that the texts are too long for a page`() throws {
        var voucher = try Sample.full()
        voucher.coverage = String(repeating: "Perú, ", count: 1000)
        #expect(throws: PrintingError.doesNotFit) { try VoucherPrinter(languages: [.english]).print(voucher, as: .svg) }
        #expect(throws: Never.self) {
            try VoucherPrinter(languages: [.english], paper: .strip).print(voucher, as: .svg)
        }
    }

    @Test func `holds the longest code`() async throws {
        let matchingID = String(repeating: "A1-", count: 74) + "Z"
        let text = "LPA:1$smdp.plus.of.some.example.com$\(matchingID)"
        let code = try ActivationCode(parsing: text + String(repeating: "B", count: 259 - text.utf8.count))
        for paper in Paper.all {
            let png = try VoucherPrinter(languages: [.spanish, .english], paper: paper).print(
                Voucher(code: code),
                as: .png
            )
            #expect(try await Reader.code(inPNG: png) == code.secretText(.qr))
        }
    }

    @Test func `names characters that no font has`() throws {
        var voucher = try Sample.bare()
        voucher.plan = "\u{10FFFD}"
        #expect(throws: PrintingError.missingFont(["\u{10FFFD}"])) {
            try VoucherPrinter(languages: [.english]).print(voucher, as: .pdf)
        }
    }
}

@Suite struct `A PDF without title` {
    @Test(arguments: ["", "%PDF-1.7\n", "trailer\n<< /Size 1\n/Root 1 0 R\n/Info 2 0 R\nstartxref\n99999\n%%EOF\n"])
    func `stays as it is when it is not of cairo's form`(file: String) {
        #expect(PDFUpdate(Array(file.utf8))?.document(title: "", language: "en") == nil)
    }
}

/// A word of `pdftotext -bbox` and where it stands, in points.
private struct Word {
    var text: String
    var x: Range<Double>
    var y: Range<Double>

    init?(_ line: Substring) {
        let pattern = /<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">(.*)<\/word>/
        guard let match = line.firstMatch(of: pattern),
            let left = Double(match.output.1), let top = Double(match.output.2), let right = Double(match.output.3),
            let bottom = Double(match.output.4), left < right, top < bottom
        else { return nil }
        text = String(match.output.5)
        x = left..<right
        y = top..<bottom
    }

    /// Boxes of lines reach a little above and below their letters.
    func overlaps(_ other: Word) -> Bool {
        let lines = min(y.upperBound, other.y.upperBound) - max(y.lowerBound, other.y.lowerBound)
        let columns = min(x.upperBound, other.x.upperBound) - max(x.lowerBound, other.x.lowerBound)
        return columns > 1 && lines > 0.5 * min(y.upperBound - y.lowerBound, other.y.upperBound - other.y.lowerBound)
    }
}
