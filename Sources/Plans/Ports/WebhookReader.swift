/// Takes the messages apart that a provider posts to us.
public protocol WebhookReader: Sendable {
    var provider: Provider { get }

    /// What a message says, once its sender is certain.
    func event(_ message: WebhookMessage, at now: Instant) throws(WebhookError) -> ProviderEvent
}

/// A message as it was posted to us.
public struct WebhookMessage: Hashable, Sendable {
    public var body: [UInt8]
    private let headers: [String: String]

    /// The names of headers may be written in any case.
    public init(headers: [(name: String, value: String)], body: [UInt8]) {
        self.headers = Dictionary(headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
        self.body = body
    }

    public func header(_ name: String) -> String? { headers[name.lowercased()] }
}

/// A message of a provider whose sender is certain. It only wakes the engine, which asks the provider what is so: messages come
/// twice, late, and in any order.
public struct ProviderEvent: Hashable, Sendable {
    /// The provider's name for the message.
    public var id: String
    /// Such as `payment_intent.succeeded`.
    public var type: String
    /// The provider's name for the charge.
    public var reference: String
    /// Other names that the charge may be known by here, such as that of the order it belongs to.
    public var alternatives: [String]

    public init(id: String, type: String, reference: String, alternatives: [String] = []) {
        self.id = id
        self.type = type
        self.reference = reference
        self.alternatives = alternatives
    }
}

/// Why a message is not taken; the answer to it is HTTP 400, or 503 when it could not be checked.
public enum WebhookError: Error, Hashable, Sendable {
    case malformed
    case wrongSignature
    /// It was signed so many seconds ago.
    case stale(seconds: Int64)
    /// The provider could not be asked whether the message is its own: it is to send it again.
    case unchecked
}
