import Foundation
import Localization
import SGP22
import TestSupport

@testable import Vouchers

/// Vouchers to print.
enum Sample {
    /// The secret of all of them.
    static let secret = "04386-AGYFT-A74Y8-3F815"
    static let text = "LPA:1$rsp.example.com$04386-AGYFT-A74Y8-3F815$$1"

    /// The languages that a voucher can be in: each alone, and each pair.
    static let languages: [[Language]] = {
        let all = Language.allCases
        return all.map { [$0] } + all.flatMap { first in all.filter { $0 != first }.map { [first, $0] } }
    }()

    /// Nothing but the code.
    static func bare() throws -> Voucher {
        Voucher(code: try ActivationCode(parsing: text))
    }

    /// All that a voucher can say.
    static func full() throws -> Voucher {
        var voucher = try bare()
        let lima = Voucher.Moment.Zone(offset: -5 * 3600, name: "America/Lima")
        voucher.plan = "Perú <10 GB> & más"
        voucher.carrier = "Andina Móvil"
        voucher.recipient = "Ana \"Anita\" Quispe"
        voucher.data = "10 GB"
        voucher.coverage = "Perú, Chile"
        voucher.validity = Voucher.Validity(days: 30, start: .firstUse)
        voucher.installBy = Voucher.Moment(parsing: "2026-12-31")
        voucher.starts = .instant(seconds: 1_796_101_200, lima)
        voucher.ends = .instant(seconds: 1_798_693_140, lima)
        voucher.renewal = Voucher.Renewal(
            nextCharge: Voucher.Moment(parsing: "2026-12-31"),
            amount: Voucher.Amount(parsing: "PEN 39.90"),
            tax: Voucher.Amount(parsing: "PEN 6.09"),
            howToStop: "https://example.com/stop?a=1&b=2"
        )
        voucher.iccid = try ICCID(parsing: "8951100000000000005")
        voucher.support = "ayuda@example.com"
        voucher.apn = "internet.example"
        voucher.needsRoaming = true
        voucher.confirmationHint = "SMS"
        return voucher
    }
}

/// Programs that we did not write, which read what we have.
enum Reader {
    /// What `zbarimg` reads in a PNG.
    static func code(inPNG image: [UInt8]) async throws -> String {
        let arguments = ["--raw", "--oneshot", "-q", "-Sbinary", "-Sdisable", "-Sqrcode.enable", "png:-"]
        return try await Tool.run("zbarimg", arguments, input: image).text
    }

    /// A picture of an SVG document.
    static func png(ofSVG document: some Sequence<UInt8>) async throws -> [UInt8] {
        try await Tool.run("rsvg-convert", ["--dpi-x=254", "--dpi-y=254"], input: Array(document)).standardOutput
    }

    /// The words of a PDF.
    static func text(ofPDF file: [UInt8]) async throws -> String {
        try await Tool.run("pdftotext", ["-layout", "-", "-"], input: file).text
    }

    /// Whether it is well-formed XML.
    static func isWellFormed(_ document: [UInt8]) async throws -> Bool {
        let run = try await Tool.run("xmllint", ["--noout", "-"], input: document)
        return run.status == 0 && run.errorText.isEmpty
    }

    /// The parts of a mail as `ripmime` takes them apart: plain text, HTML and picture.
    static func parts(ofMail message: [UInt8]) async throws -> (text: String, html: String, picture: [UInt8]?) {
        let folder = try TemporaryFolder()
        let mail = try folder.write(message, to: "mail.eml").path
        try await Tool.run("ripmime", ["-i", mail, "-d", folder.file("parts").path])
        func part(_ name: String) -> [UInt8]? { (try? Data(contentsOf: folder.file("parts/\(name)"))).map(Array.init) }
        return (
            String(decoding: part("textfile1") ?? [], as: UTF8.self),
            String(decoding: part("textfile2") ?? [], as: UTF8.self),
            part("esim.png")
        )
    }
}
