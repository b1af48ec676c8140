public import HTTPTransport
internal import Plans

/// Why a provider is not asked for money at an address.
public enum ProviderAddressError: Error, Hashable, Sendable {
    /// It is no address.
    case unreadable(HTTPURL.ParseError)
    /// It is plain HTTP to another machine: who is on the way could read the key.
    case unencrypted
}

/// The way to a provider's API.
struct ProviderConnection: Sendable {
    let client: HTTPClient
    /// Scheme, host and port; a path in it is not looked at.
    let server: HTTPURL
    let limits: HTTPLimits

    /// Plain HTTP is for this machine alone.
    init(_ client: HTTPClient, to server: String, limits: HTTPLimits = .payment) throws(ProviderAddressError) {
        do {
            self.server = try HTTPURL(parsing: server)
        } catch {
            throw .unreadable(error)
        }
        guard self.server.scheme == .https || self.server.isLoopback else { throw .unencrypted }
        (self.client, self.limits) = (client, limits)
    }

    /// How an exchange ended.
    enum Ending: Sendable {
        case answered(HTTPResponse)
        /// Nothing of the request has left this machine.
        case notSent
        /// Nothing of it has, as the provider gives us no access token, for this reason.
        case denied(code: String)
        /// Nobody knows whether it has arrived.
        case lost
    }

    /// Sends a request. It has a key by which the provider knows it again, so a kept connection may be used for it.
    func exchange(
        _ method: HTTPRequest.Method,
        _ target: String,
        fields: [HTTPField],
        body: String = ""
    ) -> Ending {
        guard let url = try? HTTPURL(parsing: server.origin + target) else { return .notSent }
        let request = HTTPRequest(method, url, fields: fields, body: Array(body.utf8), isRepeatable: true)
        do {
            return .answered(try client.send(request, limits: limits))
        } catch {
            return error.isBeforeSending ? .notSent : .lost
        }
    }
}

extension ProviderConnection.Ending {
    /// What it means for a charge that there is no answer.
    var chargeOutcome: ChargeOutcome {
        switch self {
        case .notSent: .unavailable
        case .denied(let code): .denied(code: code)
        case .lost, .answered: .unknown
        }
    }

    /// What it means for a refund that there is no answer.
    var refundOutcome: RefundOutcome {
        switch self {
        case .notSent, .denied: .unavailable
        case .lost, .answered: .unknown
        }
    }
}

extension HTTPTransportError {
    /// Whether it came about before anything of the request was sent.
    fileprivate var isBeforeSending: Bool {
        switch self {
        case .notInstalled, .unfitLibrary, .unsafeField, .unusableCredentials, .nameNotFound, .addressNotPublic,
            .notConnected, .handshakeFailed, .notTrusted, .otherPublicKey:
            true
        case .timedOut(let phase): phase != .answer
        case .refusedByAlert, .bodyTooLarge, .headerTooLarge, .redirectRefused, .closed, .notHTTP, .outOfMemory, .other:
            false
        }
    }
}

extension HTTPResponse {
    /// The seconds after which the provider wants to be asked again; 1 when it does not say, an hour at most.
    var retryAfter: Int64 {
        let seconds = fields["Retry-After"].flatMap { Int64($0) } ?? 1
        return min(max(seconds, 1), 3600)
    }
}

extension HTTPLimits {
    /// Half a minute at most, well below a lease; answers of a megabyte.
    static let payment = HTTPLimits(connectTime: .seconds(5), totalTime: .seconds(30), bodyBytes: 1 << 20)
}

extension String {
    /// With all but letters, digits and `-._~` as `%XX` (RFC 3986 2.3).
    var percentEncoded: String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: bytes.append(byte)
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether it may be a provider's name for something of its own: 1 to 128 letters of ASCII, digits, `_` and `-`. What else an
    /// answer has in its place is kept nowhere.
    var isProviderName: Bool {
        (1...128).contains(utf8.count) && utf8.allSatisfy { $0.isWordByte || $0 == UInt8(ascii: "-") }
    }

    /// The text if it is such a word as providers give for a reason, else `nil`: up to 64 digits, `_`, and letters of one case, so
    /// that no key, which mixes them, is taken for one.
    var plainWord: String? {
        let isOfOneCase = !utf8.contains { (0x41...0x5A).contains($0) } || !utf8.contains { (0x61...0x7A).contains($0) }
        return (1...64).contains(utf8.count) && isOfOneCase && utf8.allSatisfy(\.isWordByte) ? self : nil
    }

    /// The text itself, or its digest where it is longer than a provider allows for a key.
    func asKey(upTo limit: Int) -> String {
        if utf8.count <= limit { return self }
        return SHA256.hexadecimalDigest(Array(utf8))
    }
}

/// Pairs as an HTML form sends them.
func formText(_ pairs: [(String, String)]) -> String {
    pairs.map { "\($0.0.percentEncoded)=\($0.1.percentEncoded)" }.joined(separator: "&")
}

extension UInt8 {
    /// Whether it is a letter of ASCII, a digit or `_`.
    fileprivate var isWordByte: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
        default: false
        }
    }
}
