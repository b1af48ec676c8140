extension InstallLink {
    /// The link that opens the installer of `host` with `code`, matching ID included.
    ///
    /// What would end the value is percent-encoded. `:` and `$` stay as they are, which makes for a smaller QR symbol; in mails and
    /// pages, where not every program takes them for a part of a link, let them be encoded too (`encodingDelimiters`).
    public static func text(_ host: Host, for code: ActivationCode, encodingDelimiters: Bool = false) -> String {
        var link = "https://\(host.rawValue)\(path)?\(item)="
        for byte in code.secretText(.qr).utf8 {
            if byte.isUnreserved || (!encodingDelimiters && ":$".utf8.contains(byte)) {
                link.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hexadecimal = String(byte, radix: 16, uppercase: true)
                link += hexadecimal.count == 1 ? "%0\(hexadecimal)" : "%\(hexadecimal)"
            }
        }
        return link
    }
}

extension UInt8 {
    /// Whether it never needs encoding (RFC 3986 2.3).
    fileprivate var isUnreserved: Bool { isLDH || "._~".utf8.contains(self) }
}
