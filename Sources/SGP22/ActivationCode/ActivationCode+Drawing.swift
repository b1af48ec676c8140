extension ActivationCode {
    /// The same code with the address in upper case, which a QR symbol holds in fewer modules.
    ///
    /// Names compare without regard to case, yet a server that does not obey would not find itself in it.
    public var withUppercaseAddress: ActivationCode {
        ActivationCode(
            uncheckedAddress: SMDPAddress(unchecked: smdpAddress.description.uppercased()),
            matchingID: matchingID,
            smdpOID: smdpOID,
            requiresConfirmationCode: requiresConfirmationCode,
            ciPKIndicator: ciPKIndicator,
            deleteNotification: deleteNotification,
            extra: extra
        )
    }
}

extension InstallLink {
    /// The link that opens the installer of `host` with `code`, matching ID included.
    ///
    /// `:` and `$` stay as they are, as in the links that shops send; what would end the value is percent-encoded.
    public static func text(_ host: Host, for code: ActivationCode) -> String {
        var link = "https://\(host.rawValue)\(path)?\(item)="
        for byte in code.text(.qr).utf8 {
            if byte.isLinkCharacter {
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
    /// Whether it stands for itself in a query (RFC 3986 §3.4) and separates nothing there.
    fileprivate var isLinkCharacter: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "-._~:$".utf8.contains(self)
        }
    }
}
