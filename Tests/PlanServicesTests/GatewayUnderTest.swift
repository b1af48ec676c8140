import Foundation
import HTTPTransport
import Lab
import PlanServices
import PlanSimulation
import Plans
import Synchronization
import Testing

/// A gateway with the provider behind it.
final class GatewayUnderTest: Sendable {
    enum Kind: String, Hashable, Sendable, CaseIterable, CustomTestStringConvertible {
        case stripe, paypal
        /// The one in memory, by which the engine is tried.
        case simulated

        var testDescription: String { rawValue }
    }

    /// What a method does, as far as all providers can be told.
    enum Behavior: Hashable, Sendable {
        case ok, softOnce, hard, chargedThenError
    }

    /// What Stripe and PayPal both take.
    static let dollar = Currency("USD") ?? .pen

    let kind: Kind
    let gateway: any PaymentGateway
    /// The provider behind the APIs; `nil` for the simulated one.
    let provider: LabPayments?
    private let simulated: LabGateway?

    init(_ kind: Kind) throws {
        self.kind = kind
        guard kind != .simulated else {
            let simulated = LabGateway(.stripe, clock: SystemClock())
            (gateway, self.simulated, provider) = (simulated, simulated, nil)
            return
        }
        let provider = try LabPayments()
        let server = "http://127.0.0.1:\(provider.port)"
        let client = HTTPClient(trust: .webPKI, addresses: .any)
        (self.provider, simulated) = (provider, nil)
        if kind == .stripe {
            gateway = try StripeGateway(key: APISecret("sk_test_hunter2\n"), server: server, client: client)
        } else {
            gateway = try PayPalGateway(
                clientID: "lab",
                secret: APISecret("secret"),
                clock: SystemClock(),
                server: server,
                client: client
            )
        }
    }

    /// Reads the provider's messages, with another secret than the right one where there is one.
    func webhookReader(_ secret: String? = nil) throws -> any WebhookReader {
        guard kind == .paypal, let provider else {
            return StripeWebhook(secret: APISecret(secret ?? LabPayments.webhookSecret))
        }
        return try PayPalWebhook(
            webhookID: secret ?? LabPayments.webhookID,
            clientID: "lab",
            secret: APISecret("secret"),
            server: "http://127.0.0.1:\(provider.port)",
            client: HTTPClient(trust: .webPKI, addresses: .any)
        )
    }

    func set(_ behavior: Behavior, of method: String) {
        let simulated: [Behavior: LabGateway.Behaviour] = [
            .ok: .ok, .softOnce: .softOnce, .hard: .stolen, .chargedThenError: .chargedThenError,
        ]
        let behind: [Behavior: PaymentBehavior] = [
            .ok: .ok, .softOnce: .soft(times: 1), .hard: .hard, .chargedThenError: .chargedThenError,
        ]
        simulated[behavior].map { self.simulated?.setBehaviour($0, of: method) }
        behind[behavior].map { provider?.setBehavior($0, of: method) }
    }

    func setLimit(_ perSecond: Int?) {
        simulated?.setLimit(perSecond)
        provider?.setLimit(perSecond)
    }

    /// How often money has truly moved for a charge.
    func successes(of charge: String) -> Int {
        if let simulated {
            return simulated.trueCharges.filter { $0.charge == charge && $0.outcome.isSuccess }.count
        }
        return provider?.charges.filter { $0.hasSucceeded && $0.isOf(charge) }.count ?? 0
    }

    func order(_ charge: String, attempt: Int = 1, method: String = "pm_1", amount: Int64 = 2990) -> ChargeOrder {
        ChargeOrder(
            tenant: .sole,
            charge: ChargeID(charge),
            attempt: attempt,
            amount: Money(amount, Self.dollar),
            methodReference: method,
            statement: "MOVISTAR 30 días"
        )
    }

    func request(_ order: ChargeOrder) -> ChargeRequest {
        ChargeRequest(
            idempotencyKey: "\(order.tenant)/\(order.charge)/\(order.attempt)",
            body: gateway.body(for: order)
        )
    }

    func query(_ charge: String, attempt: Int = 1, reference: String? = nil) -> ChargeQuery {
        ChargeQuery(
            tenant: .sole,
            charge: ChargeID(charge),
            attempt: attempt,
            idempotencyKey: "main/\(charge)/\(attempt)",
            body: gateway.body(for: order(charge, attempt: attempt)),
            reference: reference
        )
    }

    /// Charges on a thread that may block.
    func charge(_ order: ChargeOrder) async -> ChargeOutcome {
        let (gateway, request) = (gateway, request(order))
        return await onThread { gateway.charge(request) }
    }

    func lookUp(_ query: ChargeQuery) async -> LookupOutcome {
        let gateway = gateway
        return await onThread { gateway.lookUp(query) }
    }

    func refund(_ charge: String, _ reference: String, _ amount: Int64, key: String) async -> RefundOutcome {
        let gateway = gateway
        let request = RefundRequest(
            idempotencyKey: key,
            tenant: .sole,
            charge: ChargeID(charge),
            reference: reference,
            amount: Money(amount, Self.dollar)
        )
        return await onThread { gateway.refund(request) }
    }
}

extension ChargeOutcome {
    var isSuccess: Bool { reference != nil }

    var reference: String? {
        if case .succeeded(let reference) = self { reference } else { nil }
    }
}

extension LabPayments.TrueCharge {
    func isOf(_ charge: String) -> Bool {
        metadata["charge_id"] == charge || metadata["custom_id"]?.hasPrefix("main/\(charge)/") == true
    }
}

/// Runs what blocks on a thread that is not one of Swift's tasks.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: body()) }
    }
}
