/// The addresses that notices are sent to and from.
public enum MailAddress {
    /// Whether `text` is a bare `name@host`: nothing in it could be taken for a second address or another header.
    public static func isPlain(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].count), !parts[1].isEmpty else {
            return false
        }
        return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !#"()<>[]:;,\""#.utf8.contains($0) }
    }
}
