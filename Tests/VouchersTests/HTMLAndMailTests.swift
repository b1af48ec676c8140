import Foundation
import Localization
import TestSupport
import Testing

@testable import Vouchers

@Suite struct `A voucher in HTML` {
    private let html: String

    init() throws {
        let file = try VoucherPrinter(languages: [.spanish, .chinese]).print(Sample.full(), as: .html)
        html = String(decoding: file, as: UTF8.self)
    }

    @Test func `fetches and runs nothing, and forbids it`() throws {
        #expect(
            !html.contains("<script") && !html.contains("<link") && !html.contains("@import") && !html.contains("url(")
        )
        #expect(html.matches(of: /\s(src|on[a-z]+)=/).isEmpty)
        #expect(html.contains("Content-Security-Policy\" content=\"default-src 'none'; "))
    }

    @Test func `says in which language each part is`() {
        #expect(html.contains("<html lang=\"es\""))
        #expect(html.contains("<div lang=\"es\"") && html.contains("<div lang=\"zh-Hans\""))
    }

    @Test func `escapes what it is given`() {
        #expect(html.contains("Perú &lt;10 GB&gt; &amp; más") && html.contains("Ana &quot;Anita&quot; Quispe"))
        #expect(!html.contains("<10 GB>"))
    }
}

@Suite struct `A voucher in mail` {
    private let printer = VoucherPrinter(languages: [.spanish], envelope: MailEnvelope(sender: "Ñandú <a@example.com>"))

    @Test func `keeps to short ASCII lines that end with CR LF`() throws {
        let bytes = try printer.print(Sample.full(), as: .eml)
        #expect(bytes.allSatisfy { $0 < 0x80 })
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 && !$0.contains("\n") && !$0.contains("\r") })
        #expect(lines.last?.isEmpty == true)
    }

    @Test func `reads back as plain text, HTML and a picture`() async throws {
        let mail = try await Reader.parts(ofMail: printer.print(Sample.full(), as: .eml))
        for text in [mail.text, mail.html] {
            #expect(
                text.contains(Sample.secret) && text.contains("Código de activación") && text.contains("PEN\u{A0}39.90")
            )
        }
        #expect(mail.html.contains("src=\"cid:qr@esim-voucher.invalid\""))
        #expect(try await Reader.isWellFormed(Array(mail.html.utf8)))
        #expect(mail.picture?.starts(with: [0x89, 0x50, 0x4E, 0x47]) == true)
    }

    @Test func `has encoded words in the header, and no header of a guest`() throws {
        var voucher = try Sample.bare()
        voucher.plan = "Perú\r\nBcc: all@example.com " + String(repeating: "ñandú ", count: 20)
        let message = String(decoding: try printer.print(voucher, as: .eml), as: UTF8.self)
        let header = try #require(message.components(separatedBy: "\r\n\r\n").first)
        #expect(header.hasPrefix("From: =?utf-8?B?w5FhbmTDug==?=\r\n <a@example.com>\r\nSubject: =?utf-8?B?"))
        #expect(!header.contains("Bcc"))
        #expect(!header.contains("Message-ID") && !header.contains("Date"))
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `writes base64 as RFC 4648 has it`(text: String, encoded: String) {
        #expect(MailText.base64(Array(text.utf8)) == encoded)
    }

    @Test(arguments: [
        ("a@example.com", true), ("Ana <a@example.com>", true), ("<a@example.com>", true), ("a", false), ("a@", false),
        ("a@b@c", false), ("Ana <a@example.com", false), ("a b@example.com", false), ("", false),
    ])
    func `is addressed to addresses only`(text: String, isAddress: Bool) {
        #expect(MailText.isAddress(text) == isAddress)
    }
}
