public import Plans
public import StrictJSON

/// One scenario: what there is, what happens, what must have come of it.
public struct Scenario: Sendable {
    public let id: String
    let given: JSONValue
    let steps: [JSONValue]
    let expected: JSONValue

    /// Reads one line of a scenario file. What is wrong inside comes out as a difference when it is run.
    public init(_ value: JSONValue) throws(ScenarioError) {
        do {
            var words = try Words(value, "scenario")
            id = try words.need(words.text("id"), "id")
            for name in ["title", "area", "from_seed", "because"] { _ = words.take(name) }
            given = words.take("given") ?? .object([:])
            steps = try words.list("when") ?? []
            expected = words.take("then") ?? .object([:])
            try words.end()
        } catch {
            throw ScenarioError(message: error.message)
        }
    }

    /// How it ended.
    public struct Result: Hashable, Sendable {
        public var id: String
        /// What is not as it should be; empty when all is.
        public var differences: [String]
        public var passed: Bool { differences.isEmpty }

        public init(id: String, differences: [String]) {
            self.id = id
            self.differences = differences
        }
    }
}

/// A line that is no scenario.
public struct ScenarioError: Error, Hashable, Sendable {
    public var message: String
}

/// Where the scenarios' records are kept. Each scenario gets a fresh store.
public protocol ScenarioStores: Sendable {
    /// Opens the store of the scenario that runs, as it is.
    func open() throws -> any PlanStore
    /// What the store itself finds wrong with its file; `ok` when it is sound.
    func integrity(of store: any PlanStore) throws -> String
    /// Closes a store, as the end of its process would.
    func close(_ store: any PlanStore) throws
}

extension Scenario {
    /// Runs it against a fresh store, a clock that stands still and the lab gateway.
    public func run(_ stores: some ScenarioStores, zones: some ZoneDatabase, seed: UInt64 = 0) -> Result {
        var differences: [String] = []
        do {
            let world = try World(given, hasWorkerSteps: hasWorkerSteps, stores: stores, zones: zones, seed: seed)
            defer { world.end() }
            var judge = Judge(world: world)
            var checkpoints = try Judge.checkpoints(in: expected)
            for (index, step) in steps.enumerated() {
                differences += try world.perform(step, number: index)
                for expected in checkpoints.removeValue(forKey: index + 1) ?? [] {
                    differences += try judge.differences(expected, isEnd: false).map {
                        "after step \(index + 1): \($0)"
                    }
                }
            }
            for count in checkpoints.keys.sorted() {
                differences.append("checkpoint after \(count): there are fewer steps")
            }
            differences += try judge.differences(expected, isEnd: true)
        } catch let error as DialectError {
            differences.append(error.message)
        } catch {
            differences.append("stopped: \(error)")
        }
        return Result(id: id, differences: differences)
    }

    private var hasWorkerSteps: Bool {
        steps.contains { step in
            guard case .object(let members) = step, case .string(let op)? = members["op"] else { return false }
            return op == "run_worker"
        }
    }
}
