import SGP22

extension ActivationCode {
    /// The universal link that opens the installer of a phone; `$` and `:` are percent-encoded, as not every mail program
    /// takes them for a part of the link otherwise.
    func installLink(_ host: InstallLink.Host) -> String {
        "https://\(host.rawValue)/esim_qrcode_provisioning?carddata=" + percentEncoded(text(.qr))
    }

    /// The link that Windows 11 and EasyEUICC take.
    var lpaLink: String { "lpa:" + text(.manualEntry) }
}

/// Everything but letters, digits and `-._~` as `%XX` (RFC 3986 2.1).
private func percentEncoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            encoded.unicodeScalars.append(Unicode.Scalar(byte))
        default: encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }
    return encoded
}
