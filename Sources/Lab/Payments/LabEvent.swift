internal import Foundation
internal import Plans
internal import Synchronization

/// Something that the provider tells the merchant of.
struct LabEvent: Sendable {
    enum Kind: Sendable {
        case paid, declined, refunded
    }

    var id: String
    var kind: Kind
    var provider: String
    var charge: String

    /// The message as the provider words it.
    var body: String {
        guard provider == "paypal" else {
            let type =
                switch kind {
                case .paid: "payment_intent.succeeded"
                case .declined: "payment_intent.payment_failed"
                case .refunded: "charge.refunded"
                }
            let object: [String: any Sendable] = ["id": charge, "object": "payment_intent"]
            return JSONObject.text(["id": "evt_\(id)", "type": type, "data": ["object": object]])
        }
        let (type, resource): (String, String) =
            switch kind {
            case .paid: ("PAYMENT.CAPTURE.COMPLETED", "capture")
            case .declined: ("PAYMENT.CAPTURE.DENIED", "capture")
            case .refunded: ("PAYMENT.CAPTURE.REFUNDED", "refund")
            }
        let related: [String: any Sendable] = ["related_ids": ["order_id": "order-\(charge)", "capture_id": charge]]
        let object: [String: any Sendable] = [
            "id": kind == .refunded ? "REF-\(charge)" : charge, "supplementary_data": related,
        ]
        return JSONObject.text([
            "id": "WH-\(id)", "event_type": type, "resource_type": resource, "resource": object,
        ])
    }

    /// The headers with which it is posted at a time.
    func headers(at now: Instant) -> [String: String] {
        guard provider == "paypal" else {
            return [
                "Stripe-Signature": WebhookSignature.sign(Array(body.utf8), secret: LabPayments.webhookSecret, at: now)
            ]
        }
        let signature = Self.transmissionSignature(
            id: id,
            time: now.description,
            webhook: LabPayments.webhookID,
            JSONObject.read(Array(body.utf8)) ?? [:]
        )
        return [
            "PAYPAL-TRANSMISSION-ID": id, "PAYPAL-TRANSMISSION-TIME": now.description,
            "PAYPAL-TRANSMISSION-SIG": signature, "PAYPAL-AUTH-ALGO": "SHA256withRSA",
            "PAYPAL-CERT-URL": "https://api.paypal.com/v1/notifications/certs/CERT-LAB",
        ]
    }

    /// What only this laboratory can make of a transmission and the event in it. PayPal's own is an RSA signature, which only PayPal
    /// is asked to check here.
    static func transmissionSignature(id: String, time: String, webhook: String, _ event: [String: Any]) -> String {
        let data = (try? JSONSerialization.data(withJSONObject: event, options: .sortedKeys)) ?? Data()
        let text = Array("\(id)|\(time)|\(webhook)|".utf8) + data
        return WebhookSignature.sign(text, secret: "lab", at: Instant(seconds: 0))
    }
}

extension Desk {
    /// Notes an event for a webhook.
    func note(_ kind: LabEvent.Kind, _ charge: String) {
        guard let provider = books.withLock({ $0.charge(charge)?.provider }) else { return }
        let id = "lab\(UInt64.random(in: 0...UInt64.max))"
        events.withLock { $0.append(LabEvent(id: id, kind: kind, provider: provider, charge: charge)) }
    }

    /// The messages since the last call, signed now.
    func takeWebhooks() -> [LabPayments.Webhook] {
        let taken = events.withLock { events in
            defer { events = [] }
            return events
        }
        let now = Instant(seconds: now / 1000)
        return taken.map {
            LabPayments.Webhook(provider: $0.provider, headers: $0.headers(at: now), body: Array($0.body.utf8))
        }
    }
}
