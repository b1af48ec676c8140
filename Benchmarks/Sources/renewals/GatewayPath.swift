import Foundation
import HTTPTransport
import PlanServices
import PlanStores
import Plans
import Synchronization

/// Renewals by card, through the gateway for Stripe and its laboratory on this machine, by workers that share the limit.
struct GatewayPath {
    let folder: String
    /// Of the laboratory: `http://127.0.0.1:8090`.
    let server: String
    /// Calls a second.
    let limit: Int
    let seconds: Int

    private static let workers = 4
    /// How long nothing is counted: connections are made, statements prepared.
    private static let warmUp = 2

    /// How many of the calls that the limit allows led to a renewal, 1 for all; and how many the laboratory refused as too many.
    func share() throws -> (paid: Double, refused: Int) {
        let path = "\(folder)/gateway-\(limit).sqlite"
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
        let lab = Laboratory(server: server)
        try lab.setLimit(limit)
        let before = try lab.paidCharges()
        // Names of their own: the laboratory knows those of earlier runs.
        let names = "\(SystemClock().wallMilliseconds)-"
        try addCustomers(limit * (seconds + Self.warmUp + 2), names, to: SQLiteStore(path: path))

        let begin = ContinuousClock.now + .seconds(Self.warmUp)
        let end = begin + .seconds(seconds)
        let counted = Atomic(0)
        let refused = Atomic(0)
        let failures = Mutex<[String]>([])
        let group = DispatchGroup()
        for number in 1...Self.workers {
            let thread = Thread {
                defer { group.leave() }
                do {
                    try work(path, "worker-\(number)", until: end) { answer in
                        switch answer {
                        case .charge(.succeeded) where (begin..<end).contains(.now): counted.add(1, ordering: .relaxed)
                        case .charge(.rateLimited): refused.add(1, ordering: .relaxed)
                        default: break
                        }
                    }
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
            group.enter()
            thread.start()
        }
        group.wait()
        if let failure = failures.withLock({ $0.first }) { throw BenchmarkError(description: failure) }

        let store = try SQLiteStore(path: path)
        let (invoices, paid) = try store.read { reader in
            (
                try BooksCheck.invoices(reader),
                try reader.select(Query(Charge.self, where: ["tenant_id"], are: [.text(TenantID.sole.text)]))
                    .count { $0.state == .succeeded }
            )
        }
        let truth = try lab.paidCharges() - before
        guard paid == truth, invoices == Int64(paid) else {
            throw BenchmarkError(description: "\(paid) charges, \(invoices) invoices, \(truth) payments")
        }
        guard try store.audit().isEmpty else { throw BenchmarkError(description: "the store is not sound") }
        let paidInTime = counted.load(ordering: .relaxed)
        return (Double(paidInTime) / Double(limit * seconds), refused.load(ordering: .relaxed))
    }

    /// Lets one worker work until a moment, and finish the call that it has begun then.
    private func work(
        _ path: String,
        _ name: String,
        until end: ContinuousClock.Instant,
        _ answered: (GatewayCall.Answer) -> Void
    ) throws {
        let gateway = try StripeGateway(
            key: APISecret("sk_lab"),
            server: server,
            client: HTTPClient(trust: .webPKI, addresses: .any)
        )
        var policy = Policy()
        policy.callsPerSecond = [.stripe: Int64(limit)]
        // So many that a worker has done all of them long before its lease ends.
        policy.batch = limit
        let clock = SystemClock()
        let engine = PlanEngine(
            store: try SQLiteStore(path: path),
            clock: clock,
            zones: SystemZones(),
            policy: policy,
            gateways: [gateway],
            makeToken: { "" }
        )
        var worker = Worker(engine, name: name)
        worker.deliversMessages = false
        while ContinuousClock.now < end || worker.standing != .claimed {
            switch try worker.step() {
            case .call(let call):
                clock.wait(until: call.notBefore)
                let answer = gateway.answer(call.request)
                worker.answer(answer)
                _ = try worker.step()
                answered(answer)
            case .idle: return
            case .worked, .deliver, .carryOut: break
            }
        }
    }

    private func addCustomers(_ count: Int, _ names: String, to store: SQLiteStore) throws {
        let now = SystemClock().now
        try store.write { transaction in
            try transaction.insert(
                PlanVersion(
                    tenant: .sole,
                    code: "month",
                    carrier: "claro",
                    category: .combined,
                    price: Customers.price,
                    interval: .month,
                    isAutoRenewable: true,
                    graceDays: 3,
                    effectiveFrom: Instant(seconds: 0)
                )
            )
            for number in 0..<count {
                let name = names + Customers.name(number)
                let account = AccountID("a\(name)")
                let start = now - 30 * .secondsPerDay
                try transaction.insert(Account(tenant: .sole, id: account, createdAt: start))
                try transaction.insert(Line(tenant: .sole, id: LineID("l\(name)"), account: account, carrier: "claro"))
                let method = PaymentMethod(
                    tenant: .sole,
                    id: PaymentMethodID("pm\(name)"),
                    account: account,
                    kind: .card,
                    provider: .stripe,
                    reference: "pm_\(name)",
                    expiry: PaymentMethod.Expiry(year: 2099, month: 12),
                    isDefault: true,
                    createdAt: start
                )
                try transaction.insert(method)
                let subscription = Subscription(
                    tenant: .sole,
                    id: SubscriptionID("s\(name)"),
                    account: account,
                    line: LineID("l\(name)"),
                    plan: "month",
                    planVersion: 1,
                    state: .active,
                    autoRenew: .on,
                    paymentMethod: method.id,
                    anchor: CivilDateTime(secondsSince1970: (start - 5 * .secondsPerHour).seconds),
                    zone: .lima,
                    createdAt: start
                )
                try transaction.insertRunning(subscription, from: start, to: now)
            }
        }
        try store.close()
    }
}

/// What `esimctl lab payments` can be told and asked.
private struct Laboratory {
    let client = HTTPClient(trust: .webPKI, addresses: .any)
    let server: String

    func setLimit(_ perSecond: Int) throws {
        let response = try client.send(
            HTTPRequest(.post, HTTPURL(parsing: "\(server)/lab/limit?per_second=\(perSecond)"))
        )
        guard response.status == 204 else { throw BenchmarkError(description: "the laboratory takes no limit") }
    }

    func paidCharges() throws -> Int {
        let response = try client.send(HTTPRequest(.get, HTTPURL(parsing: "\(server)/lab/truth")))
        return String(decoding: response.body, as: UTF8.self).split(
            separator: "\"succeeded\"",
            omittingEmptySubsequences: false
        ).count - 1
    }
}
