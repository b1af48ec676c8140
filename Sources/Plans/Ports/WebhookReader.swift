/// Takes the messages apart that a provider posts to us.
public protocol WebhookReader: Sendable {
    var provider: Provider { get }

    /// What a message says, once its signature and age are found right.
    func event(body: [UInt8], signature: String, at now: Instant) throws(WebhookError) -> ProviderEvent
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

    public init(id: String, type: String, reference: String) {
        self.id = id
        self.type = type
        self.reference = reference
    }
}

/// Why a message is not taken; the answer to it is HTTP 400.
public enum WebhookError: Error, Hashable, Sendable {
    case malformed
    case wrongSignature
    /// It was signed so many seconds ago.
    case stale(seconds: Int64)
}
