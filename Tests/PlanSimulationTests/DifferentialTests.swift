import Foundation
import PlanSimulation
import PlanStores
import TestSupport
import Testing

@Suite struct `Two runs of the same script` {
    private static let zones = SystemZones()

    @Test(arguments: 0..<5 as Range<UInt64>)
    func `come to rest in the same state, with and without crashes`(seed: UInt64) throws {
        let wrongs = try Differential.crashes(seed: seed, zones: Self.zones)
        #expect(wrongs.isEmpty, "seed \(seed): \(wrongs.prefix(4))")
    }

    @Test(arguments: 0..<5 as Range<UInt64>)
    func `come to the same for all others when the records of one customer are spoilt`(seed: UInt64) throws {
        let wrongs = try Differential.poison(seed: seed, zones: Self.zones)
        #expect(wrongs.isEmpty, "seed \(seed): \(wrongs.prefix(4))")
    }

    @Test(arguments: 0..<5 as Range<UInt64>)
    func `come to the same beside another tenant of the same names`(seed: UInt64) throws {
        let wrongs = try Differential.tenants(seed: seed, zones: Self.zones)
        #expect(wrongs.isEmpty, "seed \(seed): \(wrongs.prefix(4))")
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `leave the same records in memory, in SQLite, and in a store into which they were imported`(seed: UInt64)
        throws
    {
        let folder = try TemporaryFolder()
        let wrongs = try Differential.stores(
            seed: seed,
            zones: Self.zones,
            other: SQLiteStore(path: folder.file("run.sqlite").path, durability: .process),
            copy: SQLiteStore(path: folder.file("copy.sqlite").path, durability: .process)
        )
        #expect(wrongs.isEmpty, "seed \(seed): \(wrongs)")
    }

    @Test(arguments: 0..<2 as Range<UInt64>)
    func `leave the same records in memory, in PostgreSQL, and in a SQLite file that took its export`(seed: UInt64)
        throws
    {
        let folder = try TemporaryFolder()
        let wrongs = try Differential.stores(
            seed: seed,
            zones: Self.zones,
            other: PostgresStore(
                location: PostgresServer.shared.location,
                schema: "run \(seed)",
                durability: .process
            ),
            copy: SQLiteStore(path: folder.file("copy.sqlite").path, durability: .process)
        )
        #expect(wrongs.isEmpty, "seed \(seed): \(wrongs)")
    }
}
