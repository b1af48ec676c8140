import Foundation
import TestSupport

/// `esimctl lab payments` in a process of its own, and what it is told and tells over `/lab/…`.
final class PaymentLab: Sendable {
    /// What is wrong with the laboratory itself.
    enum Failure: Error {
        case doesNotStart(String)
        case refuses(String)
    }

    /// One try to charge, as the provider knows it to be true.
    struct TrueCharge: Decodable {
        var id, provider, key, state: String
        var amount: Int64
        var metadata: [String: String]

        /// Our name for the charge: Stripe has it by itself, PayPal between those of the tenant and the attempt.
        var charge: String? {
            metadata["charge_id"] ?? metadata["custom_id"]?.split(separator: "/").dropFirst().first.map(String.init)
        }
    }

    private let program: RunningProgram
    private let port: UInt16

    init() throws {
        program = try RunningProgram(Program.path, ["lab", "payments"], environment: ["LC_ALL": "C"])
        var port: UInt16?
        for _ in 0..<1000 {
            port = program.log.split(separator: ":").last.flatMap { UInt16($0.trimmingCharacters(in: .newlines)) }
            if port != nil { break }
            // Nothing tells when it listens but its log.
            usleep(10_000)
        }
        guard let port else { throw Failure.doesNotStart(program.log) }
        self.port = port
    }

    /// The variables that make `esimctl` charge here.
    var environment: [String: String] {
        [
            "ESIMCTL_STRIPE_KEY": "sk_lab", "ESIMCTL_STRIPE_SERVER": "http://127.0.0.1:\(port)",
            "ESIMCTL_PAYPAL_CLIENT_ID": "lab", "ESIMCTL_PAYPAL_SECRET": "secret",
            "ESIMCTL_PAYPAL_SERVER": "http://127.0.0.1:\(port)", "ESIMCTL_STRIPE_WEBHOOK_SECRET": "whsec_lab",
            "ESIMCTL_PAYPAL_WEBHOOK_ID": "WH-LAB",
        ]
    }

    /// Says what a means of payment does from now on, as in `soft:3`.
    func set(_ behavior: String, of method: String) throws {
        _ = try exchange("POST /lab/behavior?method=\(method)&is=\(behavior)")
    }

    /// Lets what is neither charged nor declined yet succeed.
    func settle() throws {
        _ = try exchange("POST /lab/settle")
    }

    /// A message that the provider posts.
    struct Webhook: Decodable {
        var headers: [String: String]
        var body: String
    }

    /// The messages since the last call.
    func webhooks() throws -> [Webhook] {
        struct Posted: Decodable { var webhooks: [Webhook] }
        return try JSONDecoder().decode(Posted.self, from: Data(exchange("GET /lab/webhooks"))).webhooks
    }

    func truth() throws -> [TrueCharge] {
        try JSONDecoder().decode([TrueCharge].self, from: Data(exchange("GET /lab/truth")))
    }

    private func exchange(_ request: String) throws -> [UInt8] {
        guard let peer = Loopback.connect(to: port) else { throw Failure.refuses(request) }
        defer { peer.close() }
        peer.write(
            Array("\(request) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
        )
        var answer: [UInt8] = []
        while case let bytes = peer.read(), !bytes.isEmpty { answer += bytes }
        guard answer.starts(with: Array("HTTP/1.1 20".utf8)),
            let end = answer.firstRange(of: Array("\r\n\r\n".utf8))
        else { throw Failure.refuses(request) }
        return Array(answer[end.upperBound...])
    }
}
