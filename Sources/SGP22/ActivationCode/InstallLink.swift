/// A universal link that opens the eSIM installer of a phone with an activation code in it.
///
/// The operators of the two hosts publish no specification; the forms are those that shops send
/// (`https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$…`).
public enum InstallLink {
    /// Whose installer opens.
    public enum Host: String, Hashable, Sendable, CaseIterable {
        /// iOS 17.4 and later.
        case apple = "esimsetup.apple.com"
        /// Android 10 and later, as several shops say.
        case android = "esimsetup.android.com"
    }

    static let path = "/esim_qrcode_provisioning"
    static let item = "carddata"

    /// What a URL holds.
    enum Content {
        /// One `carddata` item, still encoded.
        case code(Host, ArraySlice<UInt8>)
        /// The right host, yet not exactly one code at the right path.
        case noCode
        /// Some other URL.
        case foreign
    }

    /// Takes apart a URL whose `scheme://` is `schemeLength` bytes long.
    static func content(of url: ArraySlice<UInt8>, schemeLength: Int) -> Content {
        let rest = url.dropFirst(schemeLength)
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        guard url.prefix(schemeLength).equalsIgnoringCase("https://"),
            let host = Host.allCases.first(where: { authority.equalsIgnoringCase($0.rawValue) })
        else { return .foreign }
        let target = rest[authority.endIndex...].prefix { $0 != UInt8(ascii: "#") }
        let pathEnd = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        guard target[..<pathEnd].elementsEqual(path.utf8), pathEnd < target.endIndex else { return .noCode }
        let items = target[(pathEnd + 1)...].split(separator: UInt8(ascii: "&"))
        // An item that has no name is the rest of a code that was cut at an ampersand.
        guard items.allSatisfy({ $0.contains(UInt8(ascii: "=")) }) else { return .noCode }
        let values = items.compactMap { pair in
            pair.starts(with: "\(item)=".utf8) ? pair.dropFirst(item.utf8.count + 1) : nil
        }
        guard values.count == 1, let value = values.first, !value.isEmpty else { return .noCode }
        return .code(host, value)
    }
}
