import PlanStores
import Plans

/// Keeps stores of trials and real ones apart.
enum TrialMark {
    /// The name of the mark, beside that of the billing clock.
    private static let shard = "trial"

    /// Refuses a real store in a trial and the store of a trial outside; marks the store of a trial in which nothing has happened.
    static func check(_ store: SQLiteStore, _ trialTime: Instant?, path: String) throws {
        let marks = try store.read { try $0.select(Query(BillingMark.self, where: [], are: [])) }
        let isTrial = marks.contains { $0.shard == shard }
        switch (trialTime, isTrial) {
        case (nil, false): return
        case (let time?, true):
            guard let latest = marks.map(\.highWater).max(), latest > time else { return }
            Diagnostics.say("trial: it has been \(latest) here already, and time does not go back")
        case (nil, true):
            throw Failure(
                "\(path): is the store of a trial",
                hint: "say what time it is there with --clock or ESIMCTL_NOW, or name another store",
                status: .configuration
            )
        case (let time?, false):
            guard marks.isEmpty else {
                throw Failure(
                    "\(path): is a real store, in which no clock but the true one counts",
                    hint: "name a new file with --store or ESIMCTL_STORE, or leave --clock and ESIMCTL_NOW out",
                    status: .configuration
                )
            }
            try store.write { try $0.upsert(BillingMark(shard: shard, highWater: time)) }
        }
    }
}
