import Dispatch
import GRDB
import Plans
import Synchronization

/// Changes that are carried out on another thread, in their order, while the transaction that makes them goes on to make more.
///
/// The connection is never used by two threads at once: whoever needs it for something else says `finish()` before.
final class BackgroundChanges {
    /// A statement with what it is bound to.
    private struct Change {
        let statement: Statement
        let values: [RowValue]
        let table: String
    }

    /// What the other thread is given. It alone uses the connection until it is done.
    private struct Work: @unchecked Sendable {
        let changes: [Change]
        let texts: BoundTexts
        let database: Database
        let outcome: Outcome

        func carryOut() {
            guard !outcome.hasFailed else { return }
            for change in changes {
                do {
                    try change.statement.run(change.values, texts, database)
                } catch {
                    return outcome.fail(StoreError(error, table: change.table))
                }
            }
        }
    }

    /// What the store has refused first; nothing is carried out after that.
    private final class Outcome: Sendable {
        private let failure = Mutex<StoreError?>(nil)
        var hasFailed: Bool { failure.withLock { $0 != nil } }
        func fail(_ error: StoreError) { failure.withLock { $0 = $0 ?? error } }
        func check() throws(StoreError) {
            if let error = failure.withLock(\.self) { throw error }
        }
    }

    private let database: Database
    private let texts = BoundTexts()
    private let outcome = Outcome()
    private let queue = DispatchQueue(label: "esimctl.plan-store.changes")
    private var waiting: [Change] = []
    private var isAtWork = false

    /// So many changes go to the other thread at a time: to wake it takes about as long as one change does.
    private static let handful = 32

    init(_ database: Database) {
        self.database = database
    }

    func add(_ statement: Statement, _ values: [RowValue], table: String) throws {
        waiting.append(Change(statement: statement, values: values, table: table))
        guard waiting.count >= Self.handful else { return }
        try outcome.check()
        let work = work()
        isAtWork = true
        queue.async { work.carryOut() }
    }

    /// Carries out what is left. Throws the first error of all changes; whoever gets it gives the transaction up.
    func finish() throws {
        wait()
        if !waiting.isEmpty { work().carryOut() }
        try outcome.check()
    }

    /// Carries out nothing more, and waits for what is under way.
    func giveUp() {
        waiting = []
        outcome.fail(.unavailable("given up"))
        wait()
    }

    private func work() -> Work {
        defer { waiting = [] }
        return Work(changes: waiting, texts: texts, database: database, outcome: outcome)
    }

    private func wait() {
        if isAtWork { queue.sync {} }
        isAtWork = false
    }
}
