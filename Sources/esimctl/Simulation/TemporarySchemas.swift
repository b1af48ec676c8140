import PlanSimulation
import PlanStores
import Plans

/// Schemas of a PostgreSQL database, by names that nobody else has.
struct TemporarySchemas: SimulationPlaces {
    private let location: String
    private let prefix: String

    /// Makes the store of the first scenario, so that a database that cannot be used is known before one has run.
    init(_ location: String) throws(Failure) {
        self.location = location
        prefix = "esimctl_simulate_" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
        do {
            try PostgresStore(location: location, schema: schema(of: 0), durability: .process).close()
        } catch {
            throw Failure(postgres: error)
        }
    }

    private func schema(of index: Int) -> String { "\(prefix)_\(index)" }

    private func place(_ index: Int) -> PostgresScenarioStores {
        PostgresScenarioStores(location: location, schema: schema(of: index))
    }

    func stores(of index: Int) -> any ScenarioStores { place(index) }

    func remove(_ index: Int) {
        do {
            try place(index).remove()
        } catch {
            Diagnostics.say("schema \(schema(of: index)): could not be removed")
        }
    }

    /// The first one: it is there even if its scenario could not be read.
    func remove() { remove(0) }
}

extension Failure {
    /// Why a PostgreSQL database cannot be used; nothing of its location is in it.
    init(postgres error: StoreError) {
        guard error != PostgresStore.notInstalled else {
            self.init("PostgreSQL: libpq is not installed", hint: "apt-get install libpq5", status: .unavailable)
            return
        }
        let reason = if case .unavailable(let reason) = error { reason } else { "is busy" }
        self.init(
            "PostgreSQL: \(reason)",
            hint:
                "--database or ESIMCTL_DATABASE says where it is and as whom; the role has to be allowed to make schemas",
            status: .unavailable
        )
    }
}
