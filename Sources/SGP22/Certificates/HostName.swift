/// The name of a server as the rules compare it with a certificate (RFC 6125 6.4): in lower case, without a port and
/// without one dot at its end.
struct HostName: Hashable, Sendable {
    let bytes: [UInt8]

    init(_ text: String) {
        var name = Array(text.utf8)[...]
        if let colon = name.lastIndex(of: UInt8(ascii: ":")), name[..<colon].firstIndex(of: UInt8(ascii: ":")) == nil,
            name[(colon + 1)...].allSatisfy(\.isDigit)
        {
            name = name[..<colon]
        }
        if name.last == Self.dot { name = name.dropLast() }
        bytes = name.map(Self.lowercased)
    }

    /// Why it is not a full domain name, in words; `nil` when it is.
    var fault: String? {
        if bytes.isEmpty { return "it is empty" }
        if bytes.contains(UInt8(ascii: ":")) {
            return isIPv6Address ? "it is an IP address" : "it has a character that no domain name has"
        }
        if let fault = Self.fault(in: bytes, allowing: UInt8(ascii: "_")) { return fault }
        return bytes.contains(Self.dot) ? nil : "it is a single word"
    }

    /// Whether it has the form of an IPv6 address (RFC 4291 2.2), in brackets or not: eight groups, or fewer with `::` for the
    /// others.
    private var isIPv6Address: Bool {
        var address = bytes[...]
        if address.first == UInt8(ascii: "["), let end = address.lastIndex(of: UInt8(ascii: "]")) {
            address = address[1..<end]
        }
        let groups = address.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: true)
        let isShortened = zip(address, address.dropFirst()).contains { $0 == (UInt8(ascii: ":"), UInt8(ascii: ":")) }
        let (lead, last) = (groups.dropLast(), groups.last)
        // The last group may be an IPv4 address, which stands for two.
        let endsInIPv4 = last?.contains(Self.dot) == true
        let count = groups.count + (endsInIPv4 ? 1 : 0)
        let isGroup: (ArraySlice<UInt8>) -> Bool = { $0.count <= 4 && $0.allSatisfy(\.isHexadecimalDigit) }
        return (isShortened ? count < 8 : count == 8) && lead.allSatisfy(isGroup)
            && (endsInIPv4 || last.map(isGroup) ?? true)
    }

    /// Whether a dNSName stands for it: the same labels, or `*` alone in place of the first, with two or more behind it.
    func matches(_ name: [UInt8]) -> Bool {
        if name.elementsEqual(bytes, by: { Self.lowercased($0) == $1 }) { return true }
        guard name.starts(with: [UInt8(ascii: "*"), Self.dot]), let end = bytes.firstIndex(of: Self.dot), end > 0 else {
            return false
        }
        let suffix = name[1...]
        return suffix.count { $0 == Self.dot } > 1
            && suffix.elementsEqual(bytes[end...], by: { Self.lowercased($0) == $1 })
    }

    /// What is wrong with the syntax of a domain name (RFC 1034 3.5, RFC 1123 2.1), in words; `nil` when it is right.
    static func fault(in name: some Collection<UInt8>, allowing extra: UInt8? = nil) -> String? {
        guard name.count <= 253 else { return "it is longer than 253 characters" }
        var endsInNumber = false
        for label in name.split(separator: dot, omittingEmptySubsequences: false) {
            guard let first = label.first else { return "a part of it is empty" }
            guard label.count <= 63 else { return "a part of it is longer than 63 characters" }
            for byte in label where !byte.isLDH && byte != extra {
                if byte.isForeign {
                    return "it has characters outside ASCII: they have to be written as A-labels, xn--…"
                }
                return "it has a character that no domain name has"
            }
            let hyphen = UInt8(ascii: "-")
            if first == hyphen || label.reversed().first == hyphen {
                return "a part of it begins or ends with a hyphen"
            }
            endsInNumber = label.allSatisfy(\.isDigit)
        }
        return endsInNumber ? "it is an IP address" : nil
    }

    private static let dot = UInt8(ascii: ".")

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte.isUppercaseLetter ? byte | 0x20 : byte
    }
}
