import HTTPTransport
import Plans
import TestSupport
import Testing

@testable import PlanServices

/// Answers of 200 that are about something else than was asked for: charged, of another sum, of somebody else, under a name that is none.
struct ForeignAnswerTests {
    /// What a provider says of the charge `c1` of USD 29.90 that has succeeded.
    static func honest(_ kind: GatewayUnderTest.Kind) -> String {
        guard kind == .paypal else {
            return """
                {"id":"pi_1","status":"succeeded","amount":2990,"currency":"usd",\
                "metadata":{"charge_id":"c1","tenant":"main","attempt":"1"}}
                """
        }
        return """
            {"id":"pi_1","status":"COMPLETED","amount":{"currency_code":"USD","value":"29.90"},\
            "custom_id":"main/c1/1","invoice_id":"main/c1/1"}
            """
    }

    /// What is altered, into what, and what is noticed of it.
    static let alterations: [(kind: GatewayUnderTest.Kind, old: String, new: String, noticed: String)] = [
        (.stripe, "2990", "1", "other_amount"), (.stripe, #""amount":2990,"#, "", "other_amount"),
        (.stripe, "usd", "pen", "other_currency"), (.stripe, "c1", "c2", "other_charge"),
        (.stripe, "main", "x", "other_charge"), (.stripe, #""attempt":"1""#, #""attempt":"2""#, "other_attempt"),
        (.stripe, #","metadata":{"charge_id":"c1","tenant":"main","attempt":"1"}"#, "", "other_charge"),
        (.stripe, "pi_1", "", "unusable_reference"), (.stripe, "pi_1", #"pi\u001b[31m"#, "unusable_reference"),
        (.stripe, "pi_1", "../charges", "unusable_reference"),
        (.stripe, "pi_1", String(repeating: "A", count: 200_000), "unusable_reference"),
        (.stripe, #""amount":2990"#, #""amount":299000"#, "other_amount"),
        (.paypal, "29.90", "0.01", "other_amount"), (.paypal, "USD", "MXN", "other_currency"),
        (.paypal, #""custom_id":"main/c1/1","#, "", "other_charge"), (.paypal, "c1", "c2", "other_charge"),
        (.paypal, "pi_1", "", "unusable_reference"), (.paypal, "pi_1", #"a\nb"#, "unusable_reference"),
    ]

    @Test(arguments: alterations.indices)
    func `are neither a success nor a decline`(index: Int) async throws {
        let (kind, old, new, noticed) = Self.alterations[index]
        let honest = Self.honest(kind)
        #expect(honest.contains(old))
        for status in kind == .stripe
            ? ["succeeded", "requires_payment_method", "processing"] : ["COMPLETED", "DECLINED"]
        {
            let said = honest.replacing(kind == .stripe ? "succeeded" : "COMPLETED", with: status)
            let altered = said.replacing(old, with: new)
            let provider = try SayingProvider(kind, altered)
            #expect(try await provider.charge() == .contradictory(code: noticed), "\(status)")
            for reference in [nil, "pi_1"] {
                let found = try await provider.lookUp(reference)
                #expect(found == .found(.contradictory(code: noticed)) || found == .notFound && reference == nil)
            }
        }
    }

    @Test(arguments: [GatewayUnderTest.Kind.stripe, .paypal])
    func `would be believed if they were about the charge`(kind: GatewayUnderTest.Kind) async throws {
        let provider = try SayingProvider(kind, Self.honest(kind))
        #expect(try await provider.charge() == .succeeded(reference: "pi_1"))
        for reference in [nil, "pi_1"] {
            #expect(try await provider.lookUp(reference) == .found(.succeeded(reference: "pi_1")))
        }
    }

    @Test(arguments: [
        ("insufficient_funds", "insufficient_funds"), ("x\\n\\u001b[2J", "card_declined"),
        ("z\\r\\nSubject: hi", "card_declined"),
        ("", "card_declined"), (String(repeating: "y", count: 5000), "card_declined"),
        ("sk_live_SECRET", "card_declined"),
    ])
    func `give no reason but a plain word`(said: String, kept: String) async throws {
        let body = #"{"error":{"type":"card_error","code":"card_declined","decline_code":"\#(said)"}}"#
        let provider = try SayingProvider(.stripe, body, status: 402)
        #expect(try await provider.charge() == .declined(.soft, code: kept))
    }

    @Test(arguments: [401, 403])
    func `that let nobody in name a reason that is no key`(status: Int) async throws {
        let body = #"{"error":{"type":"invalid_request_error","code":"sk_live_SECRET","message":"sk_live_SECRET"}}"#
        let provider = try SayingProvider(.stripe, body, status: status)
        #expect(try await provider.charge() == .denied(code: "http_\(status)"))
    }

    @Test(arguments: [
        ("http://192.0.2.2:80", false), ("http://api.stripe.com", false), ("http://127.0.0.1.example.com", false),
        ("http://127.1", false), ("https://192.0.2.2", true), ("http://127.0.0.1:80", true), ("http://127.9.9.9", true),
        ("http://[::1]:80", true), ("http://localhost", true),
    ])
    func `are not asked for in the clear, but on this machine`(server: String, isTaken: Bool) {
        let gateways: [() throws -> any Sendable] = [
            { try StripeGateway(key: APISecret("sk_1"), server: server) },
            { try PayPalGateway(clientID: "a", secret: APISecret("b"), clock: SystemClock(), server: server) },
            { try PayPalWebhook(webhookID: "a", clientID: "b", secret: APISecret("c"), server: server) },
        ]
        for gateway in gateways {
            if isTaken {
                #expect(throws: Never.self) { try gateway() }
            } else {
                #expect(throws: ProviderAddressError.unencrypted) { try gateway() }
            }
        }
    }
}

/// A provider that says one thing, whatever it is asked.
private struct SayingProvider {
    private let test: GatewayUnderTest
    private let server: Loopback
    private let gateway: any PaymentGateway

    init(_ kind: GatewayUnderTest.Kind, _ payment: String, status: Int = 200) throws {
        let order = #"{"id":"ORDER-1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[\#(payment)]}}]}"#
        let transaction =
            payment
            .replacing(#""id""#, with: #""transaction_id""#).replacing(
                #""status":"COMPLETED""#,
                with: #""transaction_status":"S""#
            )
            .replacing(#""status":"DECLINED""#, with: #""transaction_status":"D""#)
            .replacing(#""amount""#, with: #""transaction_amount""#).replacing("custom_id", with: "custom_field")
        server = try Loopback { peer in
            let request = String(decoding: peer.read(), as: UTF8.self)
            var body = payment
            if request.contains("/oauth2/token") { body = #"{"access_token":"t","expires_in":3600}"# }
            if request.contains("/checkout/orders") { body = order }
            if request.contains("/payment_intents/search") { body = #"{"data":[\#(payment)]}"# }
            if request.contains("/reporting/") {
                body = #"{"transaction_details":[{"transaction_info":\#(transaction)}]}"#
            }
            let head = "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
            peer.write((head + body).utf8)
        }
        test = try GatewayUnderTest(kind)
        let address = "http://127.0.0.1:\(server.port)"
        let client = HTTPClient(trust: .webPKI, addresses: .any)
        gateway =
            kind == .stripe
            ? try StripeGateway(key: APISecret("sk_1"), server: address, client: client)
            : try PayPalGateway(
                clientID: "a",
                secret: APISecret("b"),
                clock: SystemClock(),
                server: address,
                client: client
            )
    }

    func charge() async throws -> ChargeOutcome {
        let (gateway, request) = (gateway, test.request(test.order("c1")))
        return await onThread { gateway.charge(request) }
    }

    func lookUp(_ reference: String?) async throws -> LookupOutcome {
        let (gateway, query) = (gateway, test.query("c1", reference: reference))
        return await onThread { gateway.lookUp(query) }
    }
}
