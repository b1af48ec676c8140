import SGP22
import ServerTrust

/// A server to be verified, and what is expected of it on top of what the options say.
struct VerifyTarget: Hashable, Sendable {
    /// Where it is.
    var endpoint: TLSEndpoint
    /// The SM-DP+ OID of the activation code that named the server.
    var smdpOID: ObjectIdentifier?
    /// The CI key of the activation code that named the server.
    var ciPKID: KeyIdentifier?

    /// What reports call it.
    var name: String { endpoint.description }

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
            self.init(endpoint: try Self.endpoint(text))
        }
    }

    private init(endpoint: TLSEndpoint) {
        self.endpoint = endpoint
    }

    private init(activationCode text: String) throws(Refusal) {
        let inspection = ActivationCode.inspect(text)
        guard let code = inspection.code else {
            let rules = Set(inspection.findings.filter { $0.severity == .error }.map(\.rule.rawValue)).sorted()
            throw Refusal(
                reason: "\(inspection.redactedInput) is no activation code (\(rules.joined(separator: ", ")))"
            )
        }
        endpoint = try Self.endpoint(code.smdpAddress.hostName)
        smdpOID = code.smdpOID
        if let indicator = code.ciPKIndicator {
            guard let ciPKID = KeyIdentifier(hexadecimal: indicator.description) else {
                throw Refusal(reason: "the CI public key indicator of the activation code is not hexadecimal")
            }
            self.ciPKID = ciPKID
        }
    }

    private static func endpoint(_ text: String) throws(Refusal) -> TLSEndpoint {
        guard !text.contains("@") else {
            throw Refusal(reason: "a user name or a password has no place in a target")
        }
        var address = text[...]
        if address.lowercased().hasPrefix("https://") {
            address = address.dropFirst("https://".count).prefix { !"/?#".contains($0) }
        }
        do {
            return try TLSEndpoint(parsing: address)
        } catch {
            guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
                throw Refusal(
                    reason: "'\(text)' is not ASCII; write the name in its A-label form, which begins with xn--"
                )
            }
            switch error {
            case .host: throw Refusal(reason: "'\(text.redactedIfCode)' is no host name")
            case .port: throw Refusal(reason: "'\(text)' has a port that is none: 1 to 65535")
            }
        }
    }
}

extension String {
    /// Whether it is meant as an activation code rather than as the name of a host.
    fileprivate var looksLikeActivationCode: Bool {
        contains("$") || lowercased().hasPrefix("lpa:") || contains("%24")
    }
}
