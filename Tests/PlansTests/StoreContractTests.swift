import Foundation
import PlanStores
import Plans
import TestSupport
import Testing

/// What every store has to do. A new one gets a line in `Kind`.
@Suite struct `A store` {
    enum Kind: CaseIterable {
        case memory, sqlite, postgres

        func open(_ folder: borrowing TemporaryFolder) throws -> any PlanStore {
            switch self {
            case .memory: MemoryStore()
            case .sqlite: try SQLiteStore(path: folder.file("plans.sqlite").path, durability: .process)
            case .postgres:
                try PostgresStore(
                    location: PostgresServer.shared.location,
                    schema: folder.url.lastPathComponent,
                    durability: .process
                )
            }
        }
    }

    private static let now = Instant(seconds: 1_767_225_600)
    private static let tenant = TenantID("t")

    private static func account(_ id: String, _ tenant: TenantID = tenant) -> Account {
        Account(tenant: tenant, id: AccountID(id), email: "\(id)@example.com", createdAt: now)
    }

    private static func subscription(_ id: String, line: String = "l1", _ tenant: TenantID = tenant) -> Subscription {
        Subscription(
            tenant: tenant,
            id: SubscriptionID(id),
            account: AccountID("a1"),
            line: LineID(line),
            plan: "p",
            planVersion: 1,
            state: .active,
            autoRenew: .on,
            paymentMethod: nil,
            anchor: CivilDateTime(secondsSince1970: 0),
            zone: .lima,
            createdAt: now
        )
    }

    private static func charge(_ id: String, cycle: Int64 = 1) -> Charge {
        Charge(
            tenant: tenant,
            id: ChargeID(id),
            subject: "s1",
            account: AccountID("a1"),
            line: LineID("l1"),
            cycle: cycle,
            kind: .renewal,
            planVersion: 1,
            cost: TaxRate.Split(net: 100, tax: 18),
            taxBasisPoints: 1800,
            currency: .pen,
            mandateVersion: 1,
            provider: .stripe,
            boundary: 1,
            createdAt: now
        )
    }

    private static func attempt(_ number: Int, _ state: ChargeAttempt.State) -> ChargeAttempt {
        ChargeAttempt(
            charge: charge("c1"),
            number: number,
            provider: .stripe,
            paymentMethod: nil,
            body: "b",
            state: state,
            createdAt: now
        )
    }

    private static func seed(_ store: any PlanStore) throws {
        try store.write { transaction in
            try transaction.insert(account("a1"))
            for line in ["l1", "l2"] {
                try transaction.insert(
                    Line(tenant: tenant, id: LineID(line), account: AccountID("a1"), carrier: "claro")
                )
            }
            try transaction.insert(charge("c1"))
        }
    }

    @Test(arguments: Kind.allCases)
    func `gives back what was put in, and nothing of what was given up`(kind: Kind) throws {
        let folder = try TemporaryFolder()
        let store = try kind.open(folder)
        try Self.seed(store)
        let account = Self.account("a1")
        #expect(try store.read { try $0.find(Account.self, account.key) } == account)
        #expect(throws: CancellationError.self) {
            try store.write { transaction in
                var changed = account
                changed.locale = "zh"
                try transaction.update(changed)
                try transaction.insert(Self.account("a2"))
                try transaction.delete(Line.self, [.text("t"), .text("l1")])
                #expect(try transaction.find(Account.self, account.key)?.locale == "zh")
                throw CancellationError()
            }
        }
        #expect(try store.read { try $0.find(Account.self, account.key) } == account)
        #expect(try store.read { try $0.find(Account.self, [.text("t"), .text("a2")]) } == nil)
        let lines = try store.read { reader in
            try reader.select(Query(Line.self, where: ["tenant_id", "account_id"], are: [.text("t"), .text("a1")]))
        }
        #expect(lines.map(\.id.text) == ["l1", "l2"])
    }

    @Test(arguments: Kind.allCases)
    func `refuses what no caller may do`(kind: Kind) throws {
        let folder = try TemporaryFolder()
        let store = try kind.open(folder)
        try Self.seed(store)
        func refused(_ error: StoreError, _ body: (any PlanTransaction) throws -> Void) {
            #expect(throws: error) { try store.write(body) }
        }
        refused(.uniqueViolation(table: "account")) { try $0.insert(Self.account("a1")) }
        refused(.notFound(table: "account")) { try $0.update(Self.account("a9")) }
        refused(.uniqueViolation(table: "subscription")) { transaction in
            try transaction.insert(Self.subscription("s1"))
            try transaction.insert(Self.subscription("s2"))
        }
        refused(.constraintViolation(table: "subscription")) { transaction in
            var ended = Self.subscription("s1")
            ended.state = .canceled
            try transaction.insert(ended)
        }
        refused(.uniqueViolation(table: "charge")) { try $0.insert(Self.charge("c2")) }
        refused(.constraintViolation(table: "charge")) { transaction in
            var charge = Self.charge("c1")
            charge.refunded = charge.amount + 1
            try transaction.update(charge)
        }
        refused(.uniqueViolation(table: "charge_attempt")) { transaction in
            try transaction.insert(Self.attempt(1, .sending))
            try transaction.insert(Self.attempt(2, .unknown))
        }
        refused(.uniqueViolation(table: "charge_attempt")) { transaction in
            try transaction.insert(Self.attempt(1, .succeeded))
            try transaction.insert(Self.attempt(2, .succeeded))
        }
        refused(.constraintViolation(table: "wallet")) {
            try $0.insert(Wallet(tenant: Self.tenant, account: AccountID("a1"), currency: .pen, balance: -1))
        }
        // One live mandate for each line, not for all of them; a second tenant is another world.
        try store.write { transaction in
            try transaction.insert(Self.subscription("s1"))
            try transaction.insert(Self.subscription("s2", line: "l2"))
            try transaction.insert(Self.account("a1", TenantID("u")))
        }
    }

    @Test(arguments: Kind.allCases)
    func `finds what is due, in order, and not what is held`(kind: Kind) throws {
        let folder = try TemporaryFolder()
        let store = try kind.open(folder)
        func timer(_ id: String, _ kind: Plans.Timer.Kind, _ seconds: Int64, lease: Int64 = 0) -> Plans.Timer {
            var timer = Plans.Timer(
                tenant: Self.tenant,
                subject: .subscription,
                id: id,
                kind: kind,
                dueAt: Self.now + seconds
            )
            timer.leaseUntil = lease == 0 ? Instant(seconds: 0) : Self.now + lease
            timer.leaseOwner = lease == 0 ? nil : "w1"
            return timer
        }
        try store.write { transaction in
            for timer in [
                timer("later", .renew, 1), timer("suspend", .suspend, 0), timer("renew", .renew, 0),
                timer("settle", .recover, 0), timer("early", .notice, -5), timer("held", .renew, -9, lease: 30),
                timer("released", .renew, -1, lease: -1),
            ] { try transaction.insert(timer) }
        }
        let due = try store.read { try $0.dueTimers(at: Self.now, of: nil, limit: 10) }
        #expect(due.map(\.id) == ["early", "released", "settle", "renew", "suspend"])
        #expect(
            try store.read { try $0.dueTimers(at: Self.now, of: nil, limit: 2) }.map(\.id) == ["early", "released"]
        )
        #expect(try store.read { try $0.dueTimers(at: Self.now, of: TenantID("u"), limit: 10) }.isEmpty)
        let next = try store.read { try $0.nextDue(after: Self.now, of: nil) }
        #expect(next.timer == Self.now - 5 && next.message == nil)
        try store.write { transaction in
            for timer in due { try transaction.delete(Plans.Timer.self, timer.key) }
        }
        let later = try store.read { try $0.nextDue(after: Self.now, of: nil) }
        #expect(later.timer == Self.now + 1 && later.recovery == Self.now + 30)
    }

    @Test(arguments: Kind.allCases)
    func `keeps the messages of a subject in their order`(kind: Kind) throws {
        let folder = try TemporaryFolder()
        let store = try kind.open(folder)
        func message(_ id: String, _ subject: String, _ sequence: Int64, nextTry: Int64 = 0) -> OutboxMessage {
            var message = OutboxMessage(
                tenant: Self.tenant,
                id: id,
                channel: .notice,
                topic: "renewal.upcoming",
                account: AccountID("a1"),
                subject: subject,
                sequence: sequence,
                locale: "es",
                fields: [:],
                createdAt: Self.now
            )
            message.nextTryAt = Self.now + nextTry
            return message
        }
        try store.write { transaction in
            for message in [
                message("b2", "b", 2), message("b1", "b", 1, nextTry: 60), message("a2", "a", 2), message("a1", "a", 1),
                message("c1", "c", 1),
            ] { try transaction.insert(message) }
        }
        // What follows a message that has to wait waits too.
        let due = try store.read { try $0.dueMessages(at: Self.now, of: nil, limit: 10) }
        #expect(due.map(\.id) == ["a1", "a2", "c1"])
        let later = try store.read { try $0.dueMessages(at: Self.now + 60, of: nil, limit: 10) }
        #expect(later.map(\.id) == ["a1", "a2", "b1", "b2", "c1"])
        #expect(try store.read { try $0.nextDue(after: Self.now, of: nil) }.message == Self.now)
    }

    /// What a transaction has seen it may keep in mind; nobody must notice.
    @Test(arguments: Kind.allCases)
    func `shows a transaction what it has done itself`(kind: Kind) throws {
        let folder = try TemporaryFolder()
        let store = try kind.open(folder)
        try store.write { try $0.insert(Self.account("a1")) }
        try store.write { transaction in
            let all = Query(Account.self, where: ["tenant_id"], are: [.text(Self.tenant.text)])
            var account = Self.account("a1")
            #expect(try transaction.select(all) == [account])
            #expect(try transaction.find(Account.self, Self.account("a2").key) == nil)
            // Unchanged, changed, and back again.
            try transaction.update(account)
            account.email = "new@example.com"
            account.loggedInUntil = Self.now
            try transaction.update(account)
            #expect(try transaction.find(Account.self, account.key) == account)
            #expect(try transaction.select(all) == [account])
            try transaction.upsert(Self.account("a1"))
            #expect(try transaction.find(Account.self, account.key) == Self.account("a1"))
            // Not there, there, and gone again.
            #expect(throws: StoreError.notFound(table: "account")) { try transaction.update(Self.account("a2")) }
            try transaction.upsert(Self.account("a2"))
            #expect(try transaction.select(all) == [Self.account("a1"), Self.account("a2")])
            #expect(throws: StoreError.uniqueViolation(table: "account")) { try transaction.insert(account) }
            #expect(try transaction.find(Account.self, account.key) == Self.account("a1"))
            try transaction.delete(Account.self, Self.account("a2").key)
            #expect(try transaction.find(Account.self, Self.account("a2").key) == nil)
            #expect(try transaction.select(all) == [Self.account("a1")])
            try transaction.insert(Self.account("a2"))
        }
        let all = Query(Account.self, where: ["tenant_id"], are: [.text(Self.tenant.text)])
        #expect(try store.read { try $0.select(all) } == [Self.account("a1"), Self.account("a2")])
    }

    /// Rows that are written once are not kept in mind; they can be asked for, and changed, all the same.
    @Test(arguments: Kind.allCases)
    func `finds what it has just written once and for all`(kind: Kind) throws {
        let folder = try TemporaryFolder()
        let store = try kind.open(folder)
        var journal = Journal(tenant: Self.tenant, id: "j1", kind: .charge, at: Self.now)
        try store.write { transaction in
            #expect(try transaction.find(Journal.self, journal.key) == nil)
            try transaction.insert(journal)
            #expect(try transaction.find(Journal.self, journal.key) == journal)
            journal.kind = .refund
            try transaction.update(journal)
            #expect(try transaction.find(Journal.self, journal.key) == journal)
        }
        #expect(try store.read { try $0.find(Journal.self, journal.key) } == journal)
    }

    /// A body that goes on after a refusal keeps what it did besides; one that gives up keeps nothing.
    @Test(arguments: Kind.allCases)
    func `takes back what a transaction has done that gives up`(kind: Kind) throws {
        struct GivenUp: Error {}
        let folder = try TemporaryFolder()
        let store = try kind.open(folder)
        try store.write { try $0.insert(Self.account("a1")) }
        #expect(throws: GivenUp.self) {
            try store.writeUntilPowerFails { transaction in
                var account = Self.account("a1")
                account.email = "new@example.com"
                try transaction.update(account)
                try transaction.insert(Self.account("a2"))
                try transaction.delete(Account.self, Self.account("a1").key)
                try transaction.insert(Self.account("a3"))
                throw GivenUp()
            }
        }
        let all = Query(Account.self, where: ["tenant_id"], are: [.text(Self.tenant.text)])
        #expect(try store.read { try $0.select(all) } == [Self.account("a1")])
        try store.writeUntilPowerFails { try $0.insert(Self.account("a2")) }
        #expect(try store.read { try $0.select(all) } == [Self.account("a1"), Self.account("a2")])
    }
}

@Suite struct `A SQLite store` {
    @Test func `is there when it is opened again`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("plans.sqlite").path
        let account = Account(tenant: .sole, id: AccountID("a1"), createdAt: Instant(seconds: 0))
        let store = try SQLiteStore(path: path)
        try store.write { try $0.insert(account) }
        #expect(try store.integrityCheck() == "ok")
        try store.close()
        #expect(try SQLiteStore(path: path).read { try $0.find(Account.self, account.key) } == account)
    }

    @Test func `refuses one of a newer program, and any other file`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("plans.sqlite").path
        try SQLiteStore(path: path).close()
        try await Tool.run("sqlite3", [path, "PRAGMA user_version = 99"])
        #expect(throws: StoreError.newer(version: 99, known: 3)) { try SQLiteStore(path: path) }
        let other = folder.file("other.sqlite").path
        try await Tool.run("sqlite3", [other, "CREATE TABLE t(a)"])
        #expect(throws: StoreError.notAStore) { try SQLiteStore(path: other) }
        let text = try folder.write(Array(repeating: 65, count: 5000), to: "text")
        #expect(throws: StoreError.notAStore) { try SQLiteStore(path: text.path) }
        #expect(throws: StoreError.self) { try SQLiteStore(path: folder.file("no/such/folder").path) }
    }

    @Test func `has the columns of every record, and an index for each of its queries`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("plans.sqlite").path
        try SQLiteStore(path: path).close()
        for type in PlanRecords.all {
            let columns = try await Tool.run("sqlite3", [path, "SELECT name FROM pragma_table_info('\(type.table)')"])
                .text
            #expect(columns.split(separator: "\n").map(String.init) == type.columns, "\(type.table)")
            for index in type.indexes {
                let condition = index.map { "\($0)='x'" }.joined(separator: " AND ")
                let key = type.columns[..<type.keyCount].joined(separator: ",")
                let query = "SELECT * FROM \(type.table) WHERE \(condition) ORDER BY \(key)"
                let plan = try await Tool.run("sqlite3", [path, "EXPLAIN QUERY PLAN \(query)"]).text
                // All of them: of the tenant alone there may be a million rows.
                for column in index { #expect(plan.contains("\(column)=?"), "\(type.table) by \(index): \(plan)") }
            }
        }
    }
}
