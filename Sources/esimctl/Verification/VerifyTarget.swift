import SGP22

/// A server to be verified, and what is expected of it on top of what the options say.
struct VerifyTarget: Hashable, Sendable {
    /// The name, or the address, to connect to.
    var host: String
    var port: UInt16
    /// The SM-DP+ OID of the activation code that named the server.
    var smdpOID: ObjectIdentifier?
    /// The CI key of the activation code that named the server.
    var ciPKID: KeyIdentifier?

    /// What reports call it.
    var name: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Why a text names no server: a few words with the offending thing, no full stop, nothing secret.
    struct Refusal: Error, Hashable {
        var reason: String
    }

    /// Reads `host`, `host:port`, `[2001:db8::1]:port`, an `https` URL (of which only host and port are used), or an
    /// activation code.
    init(parsing text: String) throws(Refusal) {
        if text.looksLikeActivationCode {
            try self.init(activationCode: text)
        } else {
            try self.init(address: text)
        }
    }

    private init(activationCode text: String) throws(Refusal) {
        let inspection = ActivationCode.inspect(text)
        guard let code = inspection.code else {
            let rules = Set(inspection.findings.filter { $0.severity == .error }.map(\.rule.rawValue)).sorted()
            throw Refusal(
                reason: "\(inspection.redactedInput) is no activation code (\(rules.joined(separator: ", ")))"
            )
        }
        host = code.smdpAddress.hostName
        port = Self.httpsPort
        smdpOID = code.smdpOID
        if let indicator = code.ciPKIndicator {
            guard let ciPKID = KeyIdentifier(hexadecimal: indicator.description) else {
                throw Refusal(reason: "the CI public key indicator of the activation code is not hexadecimal")
            }
            self.ciPKID = ciPKID
        }
    }

    private init(address text: String) throws(Refusal) {
        var rest = text[...]
        if rest.lowercased().hasPrefix("https://") {
            rest = rest.dropFirst("https://".count).prefix { !"/?#".contains($0) }
        }
        guard !rest.contains(where: { "/@ \t".contains($0) }) else {
            throw Refusal(reason: "'\(text.redactedIfCode)' is no host name")
        }
        var port: Substring?
        if rest.first == "[", let end = rest.firstIndex(of: "]") {
            let behind = rest[rest.index(after: end)...]
            guard behind.isEmpty || behind.first == ":" else { throw Refusal(reason: "'\(text)' is no host name") }
            port = behind.isEmpty ? nil : behind.dropFirst()
            rest = rest[rest.index(after: rest.startIndex)..<end]
        } else if rest.count(where: { $0 == ":" }) == 1, let colon = rest.firstIndex(of: ":") {
            port = rest[rest.index(after: colon)...]
            rest = rest[..<colon]
        }
        guard !rest.isEmpty else { throw Refusal(reason: "'\(text)' has no host name") }
        guard rest.utf8.allSatisfy({ $0 < 0x80 && $0 > 0x20 }) else {
            throw Refusal(reason: "'\(text)' is not ASCII; write the name in its A-label form, which begins with xn--")
        }
        host = String(rest.last == "." ? rest.dropLast() : rest).lowercased()
        guard let port else {
            self.port = Self.httpsPort
            return
        }
        guard let number = UInt16(port), number > 0 else { throw Refusal(reason: "'\(port)' is no port: 1 to 65535") }
        self.port = number
    }

    private static let httpsPort: UInt16 = 443
}

extension String {
    /// Whether it is meant as an activation code rather than as the name of a host.
    fileprivate var looksLikeActivationCode: Bool {
        contains("$") || lowercased().hasPrefix("lpa:") || contains("%24")
    }
}
