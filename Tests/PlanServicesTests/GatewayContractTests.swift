import Foundation
import Lab
import Plans
import Synchronization
import Testing

@testable import PlanServices

/// What the engine relies on, of every gateway.
struct GatewayContractTests {
    typealias Kind = GatewayUnderTest.Kind

    @Test(arguments: Kind.allCases)
    func `the same order is always the same text`(kind: Kind) throws {
        let test = try GatewayUnderTest(kind)
        let order = test.order("c1", attempt: 2)
        let text = test.gateway.body(for: order)
        for _ in 0..<20 { #expect(test.gateway.body(for: order) == text) }
        #expect(test.gateway.body(for: test.order("c1", attempt: 3)) != text)
        #expect(test.gateway.body(for: test.order("c2", attempt: 2)) != text)
    }

    @Test(arguments: Kind.allCases)
    func `a charge is made once, however often it is sent`(kind: Kind) async throws {
        let test = try GatewayUnderTest(kind)
        let first = await test.charge(test.order("c1"))
        #expect(first.isSuccess)
        for _ in 0..<3 { #expect(await test.charge(test.order("c1")) == first) }
        #expect(test.successes(of: "c1") == 1)
    }

    @Test(arguments: Kind.allCases)
    func `a charge that was answered with an error is found`(kind: Kind) async throws {
        let test = try GatewayUnderTest(kind)
        test.set(.chargedThenError, of: "pm_1")
        for _ in 0..<2 { #expect(await test.charge(test.order("c1")) == .unknown) }
        #expect(test.successes(of: "c1") == 1)
        guard kind != .simulated else { return }
        guard case .found(.succeeded(let reference)) = await test.lookUp(test.query("c1")) else {
            Issue.record("not found")
            return
        }
        #expect(await test.lookUp(test.query("c1", reference: reference)) == .found(.succeeded(reference: reference)))
    }

    @Test(arguments: Kind.allCases)
    func `a soft decline stays one under its key, and the next attempt may succeed`(kind: Kind) async throws {
        let test = try GatewayUnderTest(kind)
        test.set(.softOnce, of: "pm_1")
        for _ in 0..<2 {
            guard case .declined(.soft, _) = await test.charge(test.order("c1")) else {
                Issue.record("not declined")
                return
            }
        }
        let second = await test.charge(test.order("c1", attempt: 2))
        #expect(second.isSuccess)
        #expect(test.successes(of: "c1") == 1)
        // The lookup is about the attempt that is asked for.
        if case .found(.declined(.soft, _)) = await test.lookUp(test.query("c1")) {} else { Issue.record("attempt 1") }
        #expect(await test.lookUp(test.query("c1", attempt: 2)) == .found(second))
        #expect(await test.lookUp(test.query("c1", attempt: 3)) == .notFound)
    }

    @Test(arguments: Kind.allCases)
    func `a hard decline is one`(kind: Kind) async throws {
        let test = try GatewayUnderTest(kind)
        test.set(.hard, of: "pm_1")
        guard case .declined(.hard, _) = await test.charge(test.order("c1")) else {
            Issue.record("not declined")
            return
        }
        #expect(test.successes(of: "c1") == 0)
    }

    @Test(arguments: Kind.allCases)
    func `a key does not take another request`(kind: Kind) async throws {
        let test = try GatewayUnderTest(kind)
        _ = await test.charge(test.order("c1"))
        let other = ChargeRequest(
            idempotencyKey: test.request(test.order("c1")).idempotencyKey,
            body: test.gateway.body(for: test.order("c1", amount: 9990))
        )
        let gateway = test.gateway
        guard case .rejected = await onThread({ gateway.charge(other) }) else {
            Issue.record("taken")
            return
        }
        #expect(test.successes(of: "c1") == 1)
    }

    @Test(arguments: Kind.allCases)
    func `what is not there is not found`(kind: Kind) async throws {
        let test = try GatewayUnderTest(kind)
        #expect(await test.lookUp(test.query("none")) == .notFound)
        #expect(await test.lookUp(test.query("none", reference: "pi_none")) == .notFound)
    }

    @Test(arguments: Kind.allCases)
    func `no more is given back than was charged, and each key gives once`(kind: Kind) async throws {
        let test = try GatewayUnderTest(kind)
        let reference = try #require(await test.charge(test.order("c1")).reference)
        let first = await test.refund("c1", reference, 1000, key: "main/c1/refund/1")
        guard case .succeeded = first else {
            Issue.record("\(first)")
            return
        }
        #expect(await test.refund("c1", reference, 1000, key: "main/c1/refund/1") == first)
        guard case .refused = await test.refund("c1", reference, 2000, key: "main/c1/refund/2") else {
            Issue.record("given")
            return
        }
        guard case .succeeded = await test.refund("c1", reference, 1990, key: "main/c1/refund/3") else {
            Issue.record("not given")
            return
        }
        guard case .refused = await test.refund("c1", "pi_none", 1, key: "main/c1/refund/4") else {
            Issue.record("given")
            return
        }
        if let charge = test.provider?.charges.first { #expect(charge.refunded == 2990) }
        // It was charged nevertheless.
        #expect(await test.lookUp(test.query("c1", reference: reference)) == .found(.succeeded(reference: reference)))
    }

    @Test(arguments: Kind.allCases)
    func `too many requests are told to wait, and charge nothing`(kind: Kind) async throws {
        let test = try GatewayUnderTest(kind)
        test.setLimit(0)
        #expect(await test.charge(test.order("c1")) == .rateLimited(retryAfter: 1))
        test.setLimit(nil)
        #expect(await test.charge(test.order("c1")).isSuccess)
        #expect(test.successes(of: "c1") == 1)
    }

    @Test(arguments: Kind.allCases)
    func `many threads with one key charge once`(kind: Kind) async throws {
        let test = try GatewayUnderTest(kind)
        test.provider?.setBehavior(.slow(milliseconds: 200), of: "pm_1")
        let outcomes = await withTaskGroup(of: ChargeOutcome.self) { group in
            for _ in 0..<12 { group.addTask { await test.charge(test.order("c1")) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(test.successes(of: "c1") == 1)
        let references = Set(outcomes.compactMap(\.reference))
        #expect(references.count == 1)
        #expect(outcomes.allSatisfy { $0.isSuccess || $0 == .inProgress }, "\(outcomes)")
    }
}
