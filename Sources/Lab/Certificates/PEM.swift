internal import SGP22

/// Text around base64 (RFC 7468), as servers and the `openssl` command read keys and certificates.
public enum PEM {
    /// One block: label, lines of 64 characters, label.
    public static func text(_ label: String, _ bytes: [UInt8]) -> String {
        var text = "-----BEGIN \(label)-----\n"
        var rest = Base64.text(bytes)[...]
        while !rest.isEmpty {
            text += rest.prefix(64) + "\n"
            rest = rest.dropFirst(64)
        }
        return text + "-----END \(label)-----\n"
    }

    /// Certificates behind each other, as a file of a chain holds them.
    public static func certificates(_ certificates: [[UInt8]]) -> String {
        certificates.map { text("CERTIFICATE", $0) }.joined()
    }
}
