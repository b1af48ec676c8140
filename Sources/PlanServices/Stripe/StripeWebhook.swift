internal import Foundation
public import Plans

/// Stripe's messages to us (`Stripe-Signature`).
public struct StripeWebhook: WebhookReader {
    public let provider = Provider.stripe
    private let secret: APISecret

    /// Takes the secret of the endpoint, `whsec_…`.
    public init(secret: APISecret) {
        self.secret = secret
    }

    public func event(_ posted: WebhookMessage, at now: Instant) throws(WebhookError) -> ProviderEvent {
        guard let signature = posted.header("Stripe-Signature") else { throw .wrongSignature }
        try WebhookSignature.verify(signature, of: posted.body, secret: secret.text, at: now)
        guard let message = try? JSONDecoder().decode(Message.self, from: Data(posted.body)) else { throw .malformed }
        // Of a refund or a dispute the charge is what we know.
        let reference = message.data.object.paymentIntent ?? message.data.object.id
        return ProviderEvent(id: message.id, type: message.type, reference: reference)
    }

    private struct Message: Decodable {
        var id: String
        var type: String
        var data: Content

        struct Content: Decodable {
            var object: Object
        }

        struct Object: Decodable {
            var id: String
            var paymentIntent: String?

            private enum CodingKeys: String, CodingKey {
                case id
                case paymentIntent = "payment_intent"
            }
        }
    }
}
