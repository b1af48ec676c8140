import Foundation
import HTTPTransport
import Lab
import Plans
import TestSupport
import Testing

@testable import PlanServices

/// What goes over the wire, and what is made of what comes back.
struct ProviderTests {
    static let overTheWire: [GatewayUnderTest.Kind] = [.stripe, .paypal]

    @Test func `Stripe gets a PaymentIntent as its API has it`() throws {
        let test = try GatewayUnderTest(.stripe)
        #expect(
            test.gateway.body(for: test.order("c/1", attempt: 3, method: "cus_9/pm_4"))
                == "amount=2990&currency=usd&confirm=true&description=MOVISTAR%2030%20d%C3%ADas&off_session=true"
                + "&payment_method=pm_4&customer=cus_9&metadata%5Battempt%5D=3&metadata%5Bcharge_id%5D=c%2F1"
                + "&metadata%5Btenant%5D=main"
        )
    }

    @Test func `PayPal gets an order as its API has it`() throws {
        let test = try GatewayUnderTest(.paypal)
        #expect(
            test.gateway.body(for: test.order("c1", method: "vault-7"))
                == #"{"intent":"CAPTURE","payment_source":{"paypal":{"stored_credential":{"payment_initiator":"MERCHANT","#
                + #""usage":"SUBSEQUENT","usage_pattern":"RECURRING_PREPAID"},"vault_id":"vault-7"}},"purchase_units":["#
                + #"{"amount":{"currency_code":"USD","value":"29.90"},"custom_id":"main/c1/1","description":"MOVISTAR 30 días","#
                + #""invoice_id":"main/c1/1"}]}"#
        )
        #expect(test.gateway.body(for: test.order("c1", method: "card/v9")).contains(#""card":{"stored_credential""#))
    }

    @Test(arguments: [("ISK", 500, "50000"), ("JPY", 500, "500"), ("KWD", 1500, "1500"), ("USD", 1, "1")])
    func `Stripe's sums are in its own units`(code: String, amount: Int64, units: String) throws {
        let gateway = try StripeGateway(key: APISecret("sk_1"))
        var order = try GatewayUnderTest(.stripe).order("c1")
        order.amount = Money(amount, try #require(Currency(code)))
        #expect(gateway.body(for: order).hasPrefix("amount=\(units)&"))
    }

    @Test(arguments: overTheWire)
    func `the customer's consent that is wanted first is said so`(kind: GatewayUnderTest.Kind) async throws {
        let test = try GatewayUnderTest(kind)
        test.provider?.setBehavior(.actionRequired, of: "pm_1")
        guard case .declined(.actionRequired, _) = await test.charge(test.order("c1")) else {
            Issue.record("not said")
            return
        }
    }

    @Test(arguments: overTheWire)
    func `what the provider still works on is found under its name`(kind: GatewayUnderTest.Kind) async throws {
        let test = try GatewayUnderTest(kind)
        test.provider?.setBehavior(.pending, of: "pm_1")
        guard case .pending(let reference) = await test.charge(test.order("c1")) else {
            Issue.record("not pending")
            return
        }
        #expect(await test.lookUp(test.query("c1", reference: reference)) == .found(.pending(reference: reference)))
        test.provider?.settle()
        #expect(await test.lookUp(test.query("c1", reference: reference)) == .found(.succeeded(reference: reference)))
    }

    @Test(arguments: overTheWire)
    func `a lost request is unknown and charges nothing`(kind: GatewayUnderTest.Kind) async throws {
        let test = try GatewayUnderTest(kind)
        // libcurl itself sends once more what a kept connection has lost, so more than one is lost.
        test.provider?.setBehavior(.dropRequest(times: 2), of: "pm_1")
        var outcome = await test.charge(test.order("c1"))
        #expect(outcome == .unknown)
        #expect(test.successes(of: "c1") == 0)
        for _ in 0..<2 where !outcome.isSuccess { outcome = await test.charge(test.order("c1")) }
        #expect(outcome.isSuccess)
        #expect(test.successes(of: "c1") == 1)
    }

    @Test(arguments: overTheWire)
    func `a lost answer is unknown, and the same request gets it again`(kind: GatewayUnderTest.Kind) async throws {
        let test = try GatewayUnderTest(kind)
        test.provider?.setBehavior(.dropAnswer(times: 1), of: "pm_1")
        let outcome = await test.charge(test.order("c1"))
        #expect(outcome == .unknown || outcome.isSuccess)
        #expect(test.successes(of: "c1") == 1)
        #expect(await test.charge(test.order("c1")).isSuccess)
        #expect(test.successes(of: "c1") == 1)
    }

    @Test func `Stripe charges again under a key that it has forgotten, and PayPal does not`() async throws {
        for kind in Self.overTheWire {
            let test = try GatewayUnderTest(kind)
            #expect(await test.charge(test.order("c1")).isSuccess)
            test.provider?.advance(by: 25 * 3600)
            let again = await test.charge(test.order("c1"))
            #expect(again.isSuccess == (kind == .stripe))
            #expect(test.successes(of: "c1") == (kind == .stripe ? 2 : 1))
            if kind == .paypal { #expect(again == .unknown) }
        }
    }

    @Test func `a token that PayPal has taken back is replaced`() async throws {
        let test = try GatewayUnderTest(.paypal)
        #expect(await test.charge(test.order("c1")).isSuccess)
        test.provider?.revokeTokens()
        #expect(await test.charge(test.order("c2")).isSuccess)
    }

    @Test func `a wrong key charges nothing, and is shown nowhere`() async throws {
        let provider = try LabPayments()
        let server = "http://127.0.0.1:\(provider.port)"
        let client = HTTPClient(trust: .webPKI, addresses: .any)
        let stripe = try StripeGateway(key: APISecret("hunter2"), server: server, client: client)
        let paypal = try PayPalGateway(
            clientID: "lab",
            secret: APISecret("hunter2"),
            clock: SystemClock(),
            server: server,
            client: client
        )
        let test = try GatewayUnderTest(.stripe)
        for (gateway, word) in [(stripe, "invalid_api_key"), (paypal, "invalid_client")]
            as [(any PaymentGateway, String)]
        {
            let order = test.order("c1")
            let request = ChargeRequest(idempotencyKey: "main/c1/1", body: gateway.body(for: order))
            #expect(await onThread { gateway.charge(request) } == .denied(code: word))
            var text = ""
            dump(gateway, to: &text)
            #expect(!text.contains("hunter2"))
            #expect(!"\(gateway)".contains("hunter2"))
        }
    }

    @Test(arguments: overTheWire)
    func `a provider that is not there has surely charged nothing`(kind: GatewayUnderTest.Kind) async throws {
        let server = "http://127.0.0.1:\(try Loopback.freePort())"
        let client = HTTPClient(trust: .webPKI, addresses: .any)
        let gateway: any PaymentGateway =
            kind == .stripe
            ? try StripeGateway(key: APISecret("sk_1"), server: server, client: client)
            : try PayPalGateway(
                clientID: "lab",
                secret: APISecret("secret"),
                clock: SystemClock(),
                server: server,
                client: client
            )
        let test = try GatewayUnderTest(kind)
        let request = test.request(test.order("c1"))
        #expect(await onThread { gateway.charge(request) } == .unavailable)
        let query = test.query("c1")
        #expect(await onThread { gateway.lookUp(query) } == .unavailable)
    }

    @Test(arguments: [
        (500, "", ChargeOutcome.unknown), (503, "<html>", .unknown), (200, "<html>", .unknown), (302, "", .unknown),
        (400, "", .rejected(code: "http_400")), (404, "{}", .rejected(code: "http_404")),
    ])
    func `an answer that says nothing proves nothing`(status: Int, body: String, outcome: ChargeOutcome) async throws {
        let server = try Loopback { peer in
            _ = peer.read()
            peer.write(
                "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)".utf8
            )
        }
        let gateway = try StripeGateway(
            key: APISecret("sk_1"),
            server: "http://127.0.0.1:\(server.port)",
            client: HTTPClient(trust: .webPKI, addresses: .any)
        )
        let request = ChargeRequest(idempotencyKey: "k", body: "")
        #expect(await onThread { gateway.charge(request) } == outcome)
    }

    @Test(arguments: [GatewayUnderTest.Kind.stripe, .paypal])
    func `a provider's message is taken with its signature and not otherwise`(kind: GatewayUnderTest.Kind) async throws
    {
        let test = try GatewayUnderTest(kind)
        let reference = try #require(await test.charge(test.order("c1")).reference)
        let webhook = try #require(test.provider?.takeWebhooks().first)
        let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
        func read(_ headers: [String: String], _ body: [UInt8], _ reader: some WebhookReader) async throws
            -> ProviderEvent
        {
            let message = WebhookMessage(headers: headers.map { ($0.key, $0.value) }, body: body)
            return try await onThread { Result { try reader.event(message, at: now) } }.get()
        }
        let (reader, other) = (try test.webhookReader(), try test.webhookReader("other"))
        let event = try await read(webhook.headers, webhook.body, reader)
        #expect(event.reference == reference)
        #expect(event.type == (kind == .stripe ? "payment_intent.succeeded" : "PAYMENT.CAPTURE.COMPLETED"))
        let altered = Array(String(decoding: webhook.body, as: UTF8.self).replacing(reference, with: "other").utf8)
        await #expect(throws: WebhookError.wrongSignature) { try await read(webhook.headers, altered, reader) }
        await #expect(throws: WebhookError.wrongSignature) { try await read(webhook.headers, webhook.body, other) }
        await #expect(throws: WebhookError.wrongSignature) { try await read([:], webhook.body, reader) }
        let smuggled = webhook.body + Array(#","webhook_id":"other""#.utf8)
        await #expect(throws: WebhookError.self) { try await read(webhook.headers, smuggled, reader) }
        if kind == .paypal {
            test.provider?.stop()
            await #expect(throws: WebhookError.unchecked) { try await read(webhook.headers, webhook.body, reader) }
        }
    }

    @Test func `a message of Stripe's that is an hour old is not taken`() async throws {
        let test = try GatewayUnderTest(.stripe)
        _ = await test.charge(test.order("c1"))
        let webhook = try #require(test.provider?.takeWebhooks().first)
        let message = WebhookMessage(headers: webhook.headers.map { ($0.key, $0.value) }, body: webhook.body)
        let later = Instant(seconds: Int64(Date().timeIntervalSince1970)) + 3600
        #expect(throws: WebhookError.self) { try test.webhookReader().event(message, at: later) }
    }

    @Test func `another process sees the truth and sets the laboratory up`() async throws {
        let test = try GatewayUnderTest(.stripe)
        let provider = try #require(test.provider)
        let client = HTTPClient(trust: .webPKI, addresses: .any)
        func ask(_ method: HTTPRequest.Method, _ target: String) async throws -> HTTPResponse {
            let url = try HTTPURL(parsing: "http://127.0.0.1:\(provider.port)\(target)")
            return try await client.response(to: HTTPRequest(method, url))
        }
        #expect(try await ask(.post, "/lab/behavior?method=pm_1&is=soft:1").status == 204)
        #expect(try await ask(.post, "/lab/behavior?method=pm_1&is=nonsense").status == 400)
        #expect(try await ask(.get, "/lab/nothing").status == 404)
        if case .declined = await test.charge(test.order("c1")) {} else { Issue.record("not declined") }
        #expect(await test.charge(test.order("c1", attempt: 2)).isSuccess)
        let truth = try await String(decoding: ask(.get, "/lab/truth").body, as: UTF8.self)
        #expect(truth.contains(#""key":"main\/c1\/2""#))
        #expect(truth.contains(#""state":"succeeded""#))
    }
}
