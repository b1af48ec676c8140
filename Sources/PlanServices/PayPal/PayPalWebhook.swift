internal import Foundation
public import HTTPTransport
public import Plans

/// PayPal's messages to us. PayPal itself is asked whether one is its own (`verify-webhook-signature`), so that no certificate that a
/// message names has to be fetched and believed.
///
/// Their age is not looked at: PayPal repeats a message for three days, and a repetition that was taken in does nothing.
public struct PayPalWebhook: WebhookReader {
    public let provider = Provider.paypal
    private let session: PayPalSession
    private let webhookID: String

    /// - Parameters:
    ///   - webhookID: The name that PayPal has given to our webhook, as `8PT597110X687430LKGECATA`.
    ///   - clientID: The id of the application at PayPal.
    ///   - secret: Its secret.
    ///   - server: Another server than PayPal's, such as its sandbox.
    ///   - client: Trusts the public web PKI, unless for trials.
    /// - Throws: for a server that is none, or that is asked in the clear and is not this machine.
    public init(
        webhookID: String,
        clientID: String,
        secret: APISecret,
        server: String = PayPalGateway.server,
        client: HTTPClient = HTTPClient(trust: .webPKI, addresses: .any, proxy: .environment)
    ) throws(ProviderAddressError) {
        session = PayPalSession(
            connection: try ProviderConnection(client, to: server),
            clientID: clientID,
            secret: secret
        )
        self.webhookID = webhookID
    }

    public func event(_ posted: WebhookMessage, at now: Instant) throws(WebhookError) -> ProviderEvent {
        guard let message = try? JSONDecoder().decode(Message.self, from: Data(posted.body)) else { throw .malformed }
        try verify(posted)
        let related = message.resource.supplementaryData?.relatedIDs
        return ProviderEvent(
            id: message.id,
            type: message.eventType,
            // Of a refund the capture is what we know.
            reference: related?.captureID ?? message.resource.id,
            alternatives: [message.resource.id, related?.orderID].compactMap(\.self)
        )
    }

    /// Asks PayPal. The message goes there as it came, byte by byte; that it is one JSON value by itself is known by then.
    private func verify(_ posted: WebhookMessage) throws(WebhookError) {
        var fields = ["webhook_id": webhookID]
        for (name, header) in [
            ("auth_algo", "PAYPAL-AUTH-ALGO"), ("cert_url", "PAYPAL-CERT-URL"),
            ("transmission_id", "PAYPAL-TRANSMISSION-ID"), ("transmission_sig", "PAYPAL-TRANSMISSION-SIG"),
            ("transmission_time", "PAYPAL-TRANSMISSION-TIME"),
        ] {
            guard let value = posted.header(header) else { throw .wrongSignature }
            fields[name] = value
        }
        guard let known = try? JSONEncoder().encode(fields), known.last == UInt8(ascii: "}") else { throw .malformed }
        let body =
            String(decoding: known.dropLast(), as: UTF8.self) + #","webhook_event":"#
            + String(decoding: posted.body, as: UTF8.self) + "}"
        let ending = session.exchange(.post, "/v1/notifications/verify-webhook-signature", body: body)
        guard case .answered(let answer) = ending else { throw .unchecked }
        switch answer.status {
        case 200:
            guard let verdict = decoded(Verdict.self, answer) else { throw .unchecked }
            guard verdict.status == "SUCCESS" else { throw .wrongSignature }
        // PayPal finds fault with a field that the message gave.
        case 400, 422: throw .wrongSignature
        default: throw .unchecked
        }
    }

    private struct Verdict: Decodable {
        var status: String

        private enum CodingKeys: String, CodingKey {
            case status = "verification_status"
        }
    }

    private struct Message: Decodable {
        var id: String
        var eventType: String
        var resource: Resource

        private enum CodingKeys: String, CodingKey {
            case id, resource
            case eventType = "event_type"
        }

        struct Resource: Decodable {
            var id: String
            var supplementaryData: SupplementaryData?

            private enum CodingKeys: String, CodingKey {
                case id
                case supplementaryData = "supplementary_data"
            }
        }

        struct SupplementaryData: Decodable {
            var relatedIDs: RelatedIDs?

            private enum CodingKeys: String, CodingKey {
                case relatedIDs = "related_ids"
            }
        }

        struct RelatedIDs: Decodable {
            var orderID: String?
            var captureID: String?

            private enum CodingKeys: String, CodingKey {
                case orderID = "order_id"
                case captureID = "capture_id"
            }
        }
    }
}
