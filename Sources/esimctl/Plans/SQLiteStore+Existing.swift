import PlanStores
import Plans
import SystemPackage

extension SQLiteStore {
    /// Opens a store that is there, of a trial or not, without a clock.
    convenience init(existing path: String) throws(Failure) {
        guard (try? Stat(FilePath(path))) != nil else {
            throw Failure(
                "\(path): there is no store",
                hint: "name another with --store or ESIMCTL_STORE",
                status: .noInput
            )
        }
        do {
            try self.init(path: path, makes: false)
        } catch {
            throw Failure(error, store: path)
        }
    }
}
