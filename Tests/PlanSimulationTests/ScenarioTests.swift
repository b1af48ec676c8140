import Foundation
import PlanSimulation
import PlanStores
import TestSupport
import Testing
import StrictJSON

/// The scenarios of a file under `Fixtures/renewals/`.
private func scenarios(_ file: String) throws -> [JSONValue] {
    try Fixture.lines("renewals/\(file)").map { try JSONValue(parsing: Array($0.utf8)) }
}

private let files = ["renewal-cases.jsonl", "rare-words.jsonl"]

extension JSONValue {
    fileprivate var members: [String: JSONValue] {
        if case .object(let members) = self { members } else { [:] }
    }

    fileprivate func with(_ name: String, _ value: JSONValue) -> JSONValue {
        .object(members.merging([name: value]) { $1 })
    }

    /// All the ways to change one plain value in it, each named by where it is.
    fileprivate func mutations(
        _ path: String = "",
        number: (Int64) -> Int64 = { $0 + 1 }
    ) -> [(path: String, value: JSONValue)] {
        switch self {
        case .null: []
        case .bool(let value): [(path, .bool(!value))]
        case .integer(let value): [(path, .integer(number(value)))]
        case .number(let value): [(path, .number("1" + value))]
        case .string(let value): [(path, .string(value + "x"))]
        case .array(let values):
            values.enumerated().flatMap { index, value in
                value.mutations("\(path)[\(index)]", number: number).map { mutation in
                    var changed = values
                    changed[index] = mutation.value
                    return (mutation.path, .array(changed))
                }
            }
        case .object(let members):
            members.sorted { $0.key < $1.key }.flatMap { name, value in
                value.mutations("\(path).\(name)", number: number).map { ($0.path, self.with(name, $0.value)) }
            }
        }
    }
}

@Suite struct `The scenarios of renewals` {
    @Test(arguments: [Int64.max, .min, 1 << 62])
    func `refuse numbers that nobody means, wherever they stand`(number: Int64) throws {
        for value in try scenarios("renewal-cases.jsonl") where !value.isLarge {
            let given = value.members["given"] ?? .object([:])
            for mutation in given.mutations(number: { _ in number }) where "\(mutation.value)".contains("\(number)") {
                let scenario = try Scenario(value.with("given", mutation.value))
                let result = scenario.run(MemoryScenarioStores(), zones: SystemZones())
                #expect(result.differences.contains { $0.contains("\(number)") }, "\(result.id) \(mutation.path)")
            }
        }
    }

    @Test(arguments: files)
    func `all end as they say, in a SQLite file`(file: String) throws {
        let folder = try TemporaryFolder()
        for (index, value) in try scenarios(file).enumerated() {
            let stores = SQLiteScenarioStores(path: folder.file("\(index).sqlite").path)
            let result = try Scenario(value).run(stores, zones: SystemZones())
            #expect(result.passed, "\(result.id): \(result.differences)")
        }
    }

    @Test(arguments: files)
    func `all end as they say, in PostgreSQL`(file: String) throws {
        let server = try PostgresServer.shared
        for (index, value) in try scenarios(file).enumerated() {
            let stores = PostgresScenarioStores(location: server.location, schema: "\(file) \(index)")
            let result = try Scenario(value).run(stores, zones: SystemZones())
            #expect(result.passed, "\(result.id): \(result.differences)")
            try stores.remove()
        }
    }

    @Test(arguments: files)
    func `all end as they say, in memory`(file: String) throws {
        for value in try scenarios(file) where !value.isLarge {
            let result = try Scenario(value).run(MemoryScenarioStores(), zones: SystemZones())
            #expect(result.passed, "\(result.id): \(result.differences)")
        }
    }

    /// What may be less, or more, than it says: bounds, and repetitions of an unequal code.
    private static let bounds = ["_min", "max_in_any_second", "http_429_max", ".count"]

    @Test(arguments: files)
    func `none ends well that expects anything else`(file: String) throws {
        for value in try scenarios(file) where !value.isLarge {
            let expected = try #require(value.members["then"])
            for mutation in expected.mutations() where !Self.bounds.contains(where: mutation.path.hasSuffix) {
                let scenario = try Scenario(value.with("then", mutation.value))
                let result = scenario.run(MemoryScenarioStores(), zones: SystemZones())
                #expect(!result.passed, "\(result.id) with another \(mutation.path)")
            }
        }
    }

    @Test(arguments: ["given", "then"])
    func `name a word that nobody knows`(place: String) throws {
        for file in files {
            for value in try scenarios(file) where !value.isLarge {
                let changed = (value.members[place] ?? .object([:])).with("unheard_of", 1)
                let result = try Scenario(value.with(place, changed))
                    .run(MemoryScenarioStores(), zones: SystemZones())
                #expect(result.differences.contains { $0.contains("unknown word unheard_of") }, "\(result.id)")
            }
        }
    }

    @Test func `name a step that nobody knows, and a word in a step`() throws {
        for (step, word) in [
            (#"{"op":"fly"}"#, "fly"), (#"{"op":"run_until_idle","how":"fast"}"#, "how"),
            (#"{"op":"run_worker","until":"bored"}"#, "bored"), (#"{"op":"run_worker","crash_at":"noon"}"#, "noon"),
        ] {
            let line = #"{"id":"x","given":{},"when":[\#(step)],"then":{}}"#
            let scenario = try Scenario(JSONValue(parsing: Array(line.utf8)))
            let result = scenario.run(MemoryScenarioStores(), zones: SystemZones())
            #expect(result.differences.contains { $0.contains("unknown word") && $0.contains(word) }, "\(step)")
        }
    }
}

extension JSONValue {
    /// Whether it has hundreds of subscriptions, which once is enough.
    fileprivate var isLarge: Bool { members["given"]?.members["generate"] != nil }
}
