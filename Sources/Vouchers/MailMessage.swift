/// From whom and to whom a voucher is sent, as far as that is known yet.
public struct MailEnvelope: Hashable, Sendable {
    /// `name@example.com` or `Name <name@example.com>`.
    public var sender: String?
    /// The same of who gets it.
    public var recipient: String?

    /// An envelope; without a sender the message is a draft for a mail program to complete.
    public init(sender: String? = nil, recipient: String? = nil) {
        self.sender = sender
        self.recipient = recipient
    }

    /// Whether `text` is what a sender or recipient can be.
    public static func accepts(_ text: String) -> Bool { MailText.isAddress(text) }
}

/// A mail message (RFC 5322, RFC 2045…2047): plain text, and HTML with the symbol as a picture that comes along.
///
/// It has neither Date nor Message-ID, so that the same voucher gives the same bytes; the server that it is submitted to
/// adds both (RFC 6409 §8), and `X-Unsent` makes mail programs open it as a draft.
struct MailMessage {
    static let contentID = "qr@esim-voucher.invalid"

    var envelope: MailEnvelope
    var subject: String
    var text: String
    var html: String
    /// A PNG; `nil` in a redacted copy.
    var picture: [UInt8]?

    /// The message, its lines ended by CR LF.
    var bytes: [UInt8] {
        var lines: [String] = []
        if let sender = envelope.sender { lines.append("From: " + MailText.address(sender)) }
        if let recipient = envelope.recipient { lines.append("To: " + MailText.address(recipient)) }
        lines += [
            "Subject: " + MailText.header(subject, indentedBy: 9),
            "X-Unsent: 1",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative; boundary=\"\(alternatives)\"",
            "",
            "--\(alternatives)",
        ]
        lines += Self.part("text/plain", text) + ["--\(alternatives)"]
        if let picture {
            lines += [
                "Content-Type: multipart/related; type=\"text/html\";\r\n boundary=\"\(related)\"", "", "--\(related)",
            ]
            lines += Self.part("text/html", html) + ["--\(related)"]
            lines += [
                "Content-Type: image/png; name=\"esim.png\"",
                "Content-Transfer-Encoding: base64",
                "Content-ID: <\(Self.contentID)>",
                "Content-Disposition: inline; filename=\"esim.png\"",
                "",
            ]
            lines += MailText.base64Lines(picture) + ["--\(related)--", ""]
        } else {
            lines += Self.part("text/html", html)
        }
        lines.append("--\(alternatives)--")
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    /// No line of quoted-printable text can hold `=_`, and none of base64 a hyphen (RFC 2045 §6.7).
    private var alternatives: String { "=_esim-voucher-alternative" }
    private var related: String { "=_esim-voucher-related" }

    private static func part(_ type: String, _ text: String) -> [String] {
        ["Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: quoted-printable", ""]
            + MailText.quotedPrintableLines(text)
    }
}
