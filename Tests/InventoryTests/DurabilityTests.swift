import Foundation
import GRDB
import Plans
import TestSupport
import Testing

@testable import PlanStores

@Suite struct `What a store has written` {
    private struct GivenUp: Error {}

    /// 0: until the process ends, 1: until the power fails, 2: for good (`PRAGMA synchronous`).
    private static func level(_ store: SQLiteStore) throws -> Int? {
        try store.database.unsafeReentrantRead { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    }

    @Test func `lasts when the power fails`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("plans.sqlite").path
        for _ in 0..<2 {
            let store = try SQLiteStore(path: path)
            #expect(try Self.level(store) == 2)
            #expect(try store.write { _ in try Self.level(store) } == 2)
            try store.close()
        }
    }

    @Test func `lasts no longer than it has to when it is a lease, and what follows it does`() throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.file("plans.sqlite").path)
        #expect(try store.writeUntilPowerFails { _ in try Self.level(store) } == 1)
        #expect(throws: GivenUp.self) { try store.writeUntilPowerFails { _ in throw GivenUp() } }
        #expect(try store.write { _ in try Self.level(store) } == 2)
    }

    @Test func `lasts as long as the process in a trial`() throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.file("plans.sqlite").path, durability: .process)
        #expect(try Self.level(store) == 0)
        #expect(try store.writeUntilPowerFails { _ in try Self.level(store) } == 0)
    }

    @Test(arguments: [false, true])
    func `is looked at by the beginning of an index when something is to be due next`(ofTenant: Bool) throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.file("plans.sqlite").path)
        let queries = [
            (SQLText.dueTimers(ofTenant: ofTenant), "timer_due"),
            (SQLText.nextDue(.leasedTimer, ofTenant: ofTenant), "timer_leased"),
            (SQLText.nextDue(.recoveryTimer, ofTenant: ofTenant), "timer_recovery"),
            (SQLText.nextDue(.message, ofTenant: ofTenant), "outbox_next"),
            (SQLText.dueMessages(ofTenant: ofTenant), "outbox_todo"),
        ]
        for (query, index) in queries {
            let plan = try store.database.read {
                try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN \(query.replacing("?", with: "1"))").map {
                    $0["detail"] as String
                }
            }
            #expect(plan.contains { $0.contains("INDEX \(index)") }, "\(query): \(plan)")
        }
    }
}
