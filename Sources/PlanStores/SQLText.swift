import Plans
import Synchronization

/// The statements of a SQL store, made from what records say of themselves. Values are never part of a statement.
enum SQLText {
    static func find<Record: PlanRecord>(_ type: Record.Type) -> String {
        known("find", type) {
            "SELECT \(list(type.columns)) FROM \(type.table) WHERE \(equal(Array(type.columns[..<type.keyCount])))"
        }
    }

    static func select<Record: PlanRecord>(_ query: Query<Record>) -> String {
        select("select", Record.columns, query)
    }

    /// The keys alone of what `select(_:)` gives.
    static func keys<Record: PlanRecord>(_ query: Query<Record>) -> String {
        select("keys", Array(Record.columns[..<Record.keyCount]), query)
    }

    private static func select<Record: PlanRecord>(
        _ what: String,
        _ columns: [String],
        _ query: Query<Record>
    ) -> String {
        let limit = query.limit.map { " LIMIT \($0)" } ?? ""
        return known("\(what) \(query.columns.joined(separator: ",")) \(limit)", Record.self) {
            let order = list(Array(Record.columns[..<Record.keyCount]))
            let condition = query.columns.isEmpty ? "" : " WHERE \(equal(query.columns))"
            return "SELECT \(list(columns)) FROM \(Record.table)\(condition) ORDER BY \(order)\(limit)"
        }
    }

    static func insert<Record: PlanRecord>(_ type: Record.Type) -> String {
        known("insert", type) {
            let places = Array(repeating: "?", count: type.columns.count).joined(separator: ",")
            return "INSERT INTO \(type.table)(\(list(type.columns))) VALUES(\(places))"
        }
    }

    static func update<Record: PlanRecord>(_ type: Record.Type) -> String {
        known("update", type) {
            let key = Array(type.columns[..<type.keyCount])
            let rest = type.columns[type.keyCount...].map { "\($0)=?" }.joined(separator: ",")
            return "UPDATE \(type.table) SET \(rest) WHERE \(equal(key))"
        }
    }

    /// The change of some columns alone, a bit for each. SQLite writes every index anew that has a column which a statement names,
    /// whether or not its value is another.
    static func update<Record: PlanRecord>(_ type: Record.Type, columns: UInt64) -> String {
        let names = type.columns.enumerated().filter { columns & 1 << UInt64($0.offset) != 0 }.map { "\($0.element)=?" }
        let key = Array(type.columns[..<type.keyCount])
        return "UPDATE \(type.table) SET \(names.joined(separator: ",")) WHERE \(equal(key))"
    }

    static func upsert<Record: PlanRecord>(_ type: Record.Type) -> String {
        known("upsert", type) {
            let key = Array(type.columns[..<type.keyCount])
            let rest = type.columns[type.keyCount...].map { "\($0)=excluded.\($0)" }.joined(separator: ",")
            return "\(insert(type)) ON CONFLICT(\(list(key))) DO UPDATE SET \(rest)"
        }
    }

    static func delete<Record: PlanRecord>(_ type: Record.Type) -> String {
        known("delete", type) { "DELETE FROM \(type.table) WHERE \(equal(Array(type.columns[..<type.keyCount])))" }
    }

    static func dueTimers(ofTenant: Bool) -> String {
        """
        SELECT \(list(Timer.columns)) FROM timer WHERE due_at <= ? AND lease_until <= ?\(tenant(ofTenant)) \
        ORDER BY due_at, priority, tenant_id, subject, id LIMIT ?
        """
    }

    /// Messages whose turn it is: what follows a message of the same subject that has to wait, waits too. The plus signs keep SQLite from
    /// an index that would have it sort all messages that are due, for the few that are wanted.
    static func dueMessages(ofTenant: Bool) -> String {
        """
        SELECT \(list(OutboxMessage.columns)) FROM outbox AS message \
        WHERE state = 'todo' AND +next_try_at <= ? AND NOT EXISTS (SELECT 1 FROM outbox AS earlier \
        WHERE earlier.tenant_id = message.tenant_id AND earlier.subject_id = message.subject_id \
        AND earlier.channel = message.channel AND earlier.state = 'todo' AND earlier.next_try_at > ? \
        AND (earlier.created_at, earlier.seq, earlier.id) < (message.created_at, message.seq, message.id))\
        \(tenant(ofTenant)) ORDER BY created_at, tenant_id, subject_id, seq, id LIMIT ?
        """
    }

    enum NextDueQuery {
        case freeTimer, leasedTimer, recoveryTimer, message
    }

    /// Each of them reads the beginning of an index, however many rows there are.
    static func nextDue(_ query: NextDueQuery, ofTenant: Bool) -> String {
        switch query {
        case .freeTimer:
            "SELECT due_at FROM timer WHERE lease_until = 0\(tenant(ofTenant)) ORDER BY due_at LIMIT 1"
        case .leasedTimer:
            """
            SELECT CASE WHEN due_at > lease_until THEN due_at ELSE lease_until END AS at FROM timer \
            WHERE lease_until > 0\(tenant(ofTenant)) ORDER BY 1 LIMIT 1
            """
        case .recoveryTimer:
            """
            SELECT CASE WHEN due_at > lease_until THEN due_at ELSE lease_until END AS at FROM timer \
            WHERE kind = 'recover'\(tenant(ofTenant)) ORDER BY 1 LIMIT 1
            """
        case .message:
            "SELECT next_try_at FROM outbox WHERE state = 'todo'\(tenant(ofTenant)) ORDER BY next_try_at LIMIT 1"
        }
    }

    private static func tenant(_ isAsked: Bool) -> String { isAsked ? " AND +tenant_id = ?" : "" }
    private static func list(_ columns: [String]) -> String { columns.joined(separator: ",") }
    private static func equal(_ columns: [String]) -> String { columns.map { "\($0)=?" }.joined(separator: " AND ") }

    private static let cache = Mutex<[String: String]>([:])

    private static func known<Record: PlanRecord>(_ what: String, _ type: Record.Type, _ make: () -> String) -> String {
        let name = "\(type.table) \(what)"
        if let text = cache.withLock({ $0[name] }) { return text }
        let text = make()
        cache.withLock { $0[name] = text }
        return text
    }
}
