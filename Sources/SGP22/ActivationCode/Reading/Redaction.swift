/// Decides which parts of an input may be shown when secrets are to stay hidden.
///
/// It errs on the hidden side: what cannot be told apart from a matching ID or a confirmation code is masked.
enum Redaction {
    /// What stands for a secret, whatever its length.
    static let mask = "****"

    /// The parts of `fields` (the code without `LPA:`, split at `$`) that must not be shown.
    static func secrets(in fields: [ArraySlice<UInt8>]) -> [Range<Int>] {
        guard fields.count > 1 else {
            return fields.filter { $0.count > 1 }.map(\.indices)
        }
        let startsWithAddress = fields[0].count > 2
        return fields.enumerated().compactMap { index, field in
            let position = startsWithAddress ? index + 2 : index + 1
            let isLast = index == fields.count - 1
            let start = field.startIndex + showableLength(of: field, at: position, isLast: isLast)
            return start < field.endIndex ? start..<field.endIndex : nil
        }
    }

    /// How many bytes of a field may be shown, from its start.
    private static func showableLength(of field: ArraySlice<UInt8>, at position: Int, isLast: Bool) -> Int {
        let isShowable: Bool
        switch ActivationCode.Field(rawValue: position) ?? .extra {
        case .format: isShowable = true
        case .smdpAddress: return showableAddressLength(field, isLast: isLast)
        case .matchingID: isShowable = false
        case .smdpOID: isShowable = field.count == 1 || ObjectIdentifier.firstFault(in: field) == nil
        case .confirmationCodeRequiredFlag: isShowable = field.count == 1
        case .ciPKIndicator: isShowable = field.allSatisfy(\.isHexadecimalDigit)
        case .deleteNotification, .extra: isShowable = field.isEmpty
        }
        return isShowable ? field.count : 0
    }

    /// An address is shown up to the first character that is in no host name. When no matching ID follows, it may be stuck to
    /// the address: then a last label that is unlike a top-level domain is hidden too.
    private static func showableAddressLength(_ field: ArraySlice<UInt8>, isLast: Bool) -> Int {
        let scheme = URLText.schemeLength(of: field) ?? 0
        let host = field.dropFirst(scheme).prefix { $0.isLDH || $0 == UInt8(ascii: ".") }
        guard host.contains(UInt8(ascii: ".")),
            host.endIndex == field.endIndex || field[host.endIndex] != UInt8(ascii: "@")
        else { return 0 }
        guard isLast else {
            let port = field[host.endIndex...].prefix { $0 == UInt8(ascii: ":") || $0.isDigit }
            return port.endIndex == field.endIndex ? field.count : scheme + host.count
        }
        guard !isWhollyName(host) else { return scheme + host.count }
        let lastDot = host.lastIndex(of: UInt8(ascii: ".")) ?? host.startIndex
        return lastDot + 1 - field.startIndex
    }

    /// Whether a name ends like one: its last label has at most ten letters and nothing else, or is an A-label.
    static func isWhollyName(_ host: ArraySlice<UInt8>) -> Bool {
        let dotless = host.last == UInt8(ascii: ".") ? host.dropLast() : host
        let label = dotless[((dotless.lastIndex(of: UInt8(ascii: ".")) ?? dotless.startIndex - 1) + 1)...]
        return (label.count <= 10 && label.allSatisfy(\.isLetter)) || label.prefix(4).equalsIgnoringCase("xn--")
    }

    /// `input` as text, with `secrets` (offsets into it) replaced by the mask.
    static func text(_ input: [UInt8], hiding secrets: [Range<Int>]) -> String {
        var text: [UInt8] = []
        var shown = input.startIndex
        for secret in secrets.sorted(by: { $0.lowerBound < $1.lowerBound }) where secret.lowerBound >= shown {
            text += input[shown..<secret.lowerBound]
            text += mask.utf8
            shown = secret.upperBound
        }
        text += input[shown...]
        return String(decoding: text, as: UTF8.self)
    }
}
