import PlanStores
public import Plans
import Synchronization

/// Fresh stores in memory.
public final class MemoryScenarioStores: ScenarioStores {
    private let store = MemoryStore()

    public init() {}

    /// The same store again: what it holds outlives the processes of the scenario.
    public func open() throws -> any PlanStore { store }
    public func integrity(of store: any PlanStore) throws -> String { "ok" }
    public func close(_ store: any PlanStore) throws {}
}

/// A fresh SQLite file.
public struct SQLiteScenarioStores: ScenarioStores {
    private let path: String

    /// The store of a scenario in a file that is not there yet.
    public init(path: String) {
        self.path = path
    }

    /// Opens the file. What it holds need survive only the processes that the scenario ends, not a loss of power.
    public func open() throws -> any PlanStore { try SQLiteStore(path: path, durability: .process) }

    public func integrity(of store: any PlanStore) throws -> String {
        try (store as? SQLiteStore)?.integrityCheck() ?? "is no SQLite store"
    }

    public func close(_ store: any PlanStore) throws { try (store as? SQLiteStore)?.close() }
}
