/// Judges an SM-DP+ address (SGP.22 4.1, RFC 1123 2.1).
///
/// It never looks for another host inside the field: what a URL, a port or a user name is wrapped around is judged too,
/// but only so that a person is told everything at once.
struct SMDPAddressCheck {
    private let bytes: ArraySlice<UInt8>
    private var findings = FindingList()
    private var host: ArraySlice<UInt8>
    /// Nothing but the name itself, once scheme, port and path are gone; `nil` when there was a user name or no name.
    private(set) var bareHost: ArraySlice<UInt8>?

    /// Findings about the whole field `bytes`; offsets are the slice's own indices.
    static func findings(in bytes: ArraySlice<UInt8>) -> [ActivationCode.Finding] {
        SMDPAddressCheck(bytes).result
    }

    /// The findings, in the order of the field.
    var result: [ActivationCode.Finding] { findings.all.sorted { $0.offset < $1.offset } }

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        host = bytes
        guard !bytes.isEmpty else {
            findings.add(.addressEmpty, offset: bytes.startIndex, length: 0)
            return
        }
        takeScheme()
        guard !isIPv6Literal else {
            findings.add(.addressIP, offset: host.startIndex, length: host.count)
            return
        }
        takePath()
        let hasUserInfo = takeUserInfo()
        takePort()
        guard !host.isEmpty else {
            findings.add(.addressEmpty, offset: host.startIndex, length: 0)
            return
        }
        if !hasUserInfo { bareHost = host }
        checkName()
    }

    private mutating func takeScheme() {
        guard let length = URLText.schemeLength(of: host) else { return }
        findings.add(.addressURL, offset: host.startIndex, length: length)
        host = host.dropFirst(length)
    }

    /// Whether the name is an IPv6 address, in brackets (then with or without a port) or bare.
    private var isIPv6Literal: Bool {
        var address = host
        if host.first == UInt8(ascii: "["), let end = host.firstIndex(of: UInt8(ascii: "]")) {
            address = host[..<end].dropFirst()
        }
        let colons = address.lazy.filter { $0 == UInt8(ascii: ":") }.count
        return colons >= 2 && address.allSatisfy { $0.isHexadecimalDigit || ":.%".utf8.contains($0) }
    }

    private mutating func takePath() {
        let beginnings = [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\")]
        guard let start = host.firstIndex(where: beginnings.contains) else { return }
        findings.add(.addressPath, offset: start, length: host.endIndex - start)
        host = host[..<start]
    }

    private mutating func takeUserInfo() -> Bool {
        guard let at = host.lastIndex(of: UInt8(ascii: "@")) else { return false }
        if at > host.startIndex {
            findings.add(.addressUserInfo, offset: host.startIndex, length: at - host.startIndex)
        }
        findings.add(.addressAtSign, offset: at, length: 1)
        host = host[(at + 1)...]
        return true
    }

    private mutating func takePort() {
        guard let colon = host.lastIndex(of: UInt8(ascii: ":")) else { return }
        let port = host[(colon + 1)...]
        guard !port.isEmpty && port.allSatisfy(\.isDigit) else { return }
        findings.add(.addressPort, offset: colon, length: host.endIndex - colon)
        host = host[..<colon]
    }

    private mutating func checkName() {
        addIntruders()
        var name = host
        if name.count > 1 && name.last == UInt8(ascii: ".") {
            findings.add(.addressTrailingDot, offset: name.endIndex - 1, length: 1)
            name = name.dropLast()
        }
        let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        for label in labels { check(label) }
        if isIPv4Literal(labels) {
            findings.add(.addressIP, offset: name.startIndex, length: name.count)
        } else if labels.count == 1 && isPlain(name) {
            findings.add(.addressNotFQDN, offset: name.startIndex, length: name.count)
        }
    }

    private mutating func addIntruders() {
        var index = host.startIndex
        while index < host.endIndex {
            let byte = host[index]
            let end = host[index...].firstIndex { $0 != byte } ?? host.endIndex
            if !byte.isLDH && byte != UInt8(ascii: ".") && !byte.isForbiddenEverywhere {
                findings.add(.addressCharacter(Unicode.Scalar(byte)), offset: index, length: end - index)
            }
            index = end
        }
    }

    private mutating func check(_ label: ArraySlice<UInt8>) {
        guard isPlain(label) else { return }
        if label.isEmpty {
            findings.add(.addressLabel(.empty), offset: label.startIndex, length: 0)
        } else if label.count > 63 {
            findings.add(.addressLabel(.tooLong(label.count)), offset: label.startIndex, length: label.count)
        } else if label.first == UInt8(ascii: "-") || label.last == UInt8(ascii: "-") {
            findings.add(.addressLabel(.hyphen), offset: label.startIndex, length: label.count)
        }
    }

    /// Whether systems would take the name for an IPv4 address: its last label is a number (WHATWG URL, “ends in a number”).
    private func isIPv4Literal(_ labels: [ArraySlice<UInt8>]) -> Bool {
        guard let last = labels.last, !last.isEmpty else { return false }
        if last.allSatisfy(\.isDigit) { return true }
        return last.prefix(2).equalsIgnoringCase("0x") && last.dropFirst(2).allSatisfy(\.isHexadecimalDigit)
    }

    private func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
        text.allSatisfy { $0.isLDH || $0 == UInt8(ascii: ".") }
    }
}
