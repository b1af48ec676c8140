import PlanSimulation
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where the stores of a simulation are, each for one scenario, gone when it is over.
protocol SimulationPlaces {
    func stores(of index: Int) -> any ScenarioStores
    /// Removes the store of a scenario.
    func remove(_ index: Int)
    /// Removes what is left.
    func remove()
}

/// A folder for SQLite files.
struct TemporaryStores: SimulationPlaces {
    private let folder: String

    init() throws(Failure) {
        let base = Environment["TMPDIR"] ?? "/tmp"
        var template = Array("\(base)/esimctl-simulate-XXXXXX".utf8CString)
        // Safe: the array holds a C string, which mkdtemp changes in place.
        let isMade = unsafe template.withUnsafeMutableBufferPointer { buffer in
            guard let text = buffer.baseAddress else { return false }
            return unsafe mkdtemp(text) != nil
        }
        guard isMade else {
            throw Failure("\(base): no folder can be made in it", hint: "set TMPDIR", status: .cannotCreate)
        }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func path(of index: Int) -> String { "\(folder)/\(index).sqlite" }

    func stores(of index: Int) -> any ScenarioStores { SQLiteScenarioStores(path: path(of: index)) }

    func remove(_ index: Int) {
        for suffix in ["", "-wal", "-shm"] { unsafe unlink(path(of: index) + suffix) }
    }

    func remove() {
        unsafe rmdir(folder)
    }
}
