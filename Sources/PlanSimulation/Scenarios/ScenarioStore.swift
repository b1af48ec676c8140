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

/// A fresh schema of a PostgreSQL database.
///
/// It is a class so that nothing that describes it shows its location, which may hold a password.
public final class PostgresScenarioStores: ScenarioStores {
    private let location: String
    private let schema: String

    /// The store of a scenario in a schema that is not there yet, or holds an empty store.
    public init(location: String, schema: String) {
        (self.location, self.schema) = (location, schema)
    }

    /// Opens the schema. What it holds need survive only the processes that the scenario ends, not a loss of power.
    public func open() throws -> any PlanStore {
        try PostgresStore(location: location, schema: schema, durability: .process)
    }

    /// What an audit finds: the server shows nobody its files.
    public func integrity(of store: any PlanStore) throws -> String {
        guard let store = store as? PostgresStore else { return "is no PostgreSQL store" }
        let findings = try store.audit()
        return findings.isEmpty ? "ok" : findings.map { "\($0.rule): \($0.subject)" }.joined(separator: "\n")
    }

    public func close(_ store: any PlanStore) throws { (store as? PostgresStore)?.close() }

    /// Removes the schema, if it is there.
    public func remove() throws { try PostgresStore.remove(location: location, schema: schema) }
}
