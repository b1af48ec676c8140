import Foundation
import PlanStores
import Plans
import TestSupport
import Testing

@Suite struct `A PostgreSQL store` {
    private static let tenant = TenantID("t")
    private static let wallet = Wallet(tenant: tenant, account: AccountID("a1"), currency: .pen, balance: 100)
    private static let accounts = Query(Account.self, where: ["tenant_id"], are: [.text(tenant.text)])

    private static func account(_ id: String) -> Account {
        Account(tenant: tenant, id: AccountID(id), createdAt: Instant(seconds: 0))
    }

    private let schema = "a \"store\" \(UUID().uuidString)"

    private func open(database: String? = nil, makes: Bool = true) throws -> PostgresStore {
        let location = try PostgresServer.shared.location + (database.map { " dbname=\($0)" } ?? "")
        return try PostgresStore(location: location, schema: schema, makes: makes)
    }

    /// As somebody else, in the schema of the store.
    @discardableResult
    private func psql(_ statements: String) async throws -> String {
        let name = schema.replacing("\"", with: "\"\"")
        let run = try await Tool.run(
            "psql",
            [PostgresServer.shared.location, "-qAt", "-c", "SET search_path TO \"\(name)\"", "-c", statements]
        )
        #expect(run.status == 0, "\(run.errorText)")
        return run.text
    }

    @Test func `is there when it is opened again, sound, and gone when it is removed`() throws {
        #expect(throws: StoreError.notAStore) { try open(makes: false) }
        let store = try open()
        try store.write { try $0.insert(Self.account("a1")) }
        #expect(try store.audit().isEmpty)
        store.close()
        let again = try open(makes: false)
        #expect(try again.read { try $0.select(Self.accounts) } == [Self.account("a1")])
        again.close()
        try PostgresStore.remove(location: PostgresServer.shared.location, schema: schema)
        #expect(throws: StoreError.notAStore) { try open(makes: false) }
    }

    @Test func `refuses one of a newer program, and any other schema`() async throws {
        try open().close()
        try await psql("UPDATE esimctl_store SET version = 99")
        #expect(throws: StoreError.newer(version: 99, known: 3)) { try open() }
        try await psql("DROP TABLE esimctl_store")
        #expect(throws: StoreError.notAStore) { try open() }
    }

    @Test(arguments: ["", String(repeating: "é", count: 32), "a\0"])
    func `has a name that PostgreSQL does not cut off`(name: String) throws {
        #expect(throws: StoreError.self) {
            try PostgresStore(location: PostgresServer.shared.location, schema: name)
        }
    }

    @Test func `has the columns of every record`() async throws {
        try open().close()
        for type in PlanRecords.all {
            let columns = try await psql(
                """
                SELECT column_name || ' ' || data_type FROM information_schema.columns \
                WHERE table_schema = current_schema() AND table_name = '\(type.table)' ORDER BY ordinal_position
                """
            )
            let lines = columns.split(separator: "\n")
            #expect(lines.map { String($0.prefix { $0 != " " }) } == type.columns, "\(type.table)")
            #expect(lines.allSatisfy { $0.hasSuffix(" text") || $0.hasSuffix(" bigint") }, "\(columns)")
        }
    }

    @Test func `finds what breaks the rules of an audit`() async throws {
        let store = try open()
        try store.write { transaction in
            try transaction.insert(Self.account("a1"))
            try transaction.insert(Self.wallet)
        }
        #expect(try store.audit().map { [$0.rule, $0.subject] } == [["balance-matches-ledger", "a1"]])
    }

    /// Whatever order the database has of its own.
    @Test func `orders texts by their bytes`() async throws {
        let database = "icu\(UInt32.random(in: 0...UInt32.max))"
        try await psql("CREATE DATABASE \(database) TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'")
        let store = try open(database: database)
        let ids = ["A", "Z", "_", "a", "b", "Ä", "é", "中", "😀"]
        try store.write { transaction in for id in ids.reversed() { try transaction.insert(Self.account(id)) } }
        #expect(try store.read { try $0.select(Self.accounts) }.map(\.id.text) == ids)
        var exported: [String] = []
        try StoreExport.export(store) { exported.append($0) }
        let places = ids.compactMap { id in exported.firstIndex { $0.contains("\"id\":\"\(id)\"") } }
        #expect(places.count == ids.count && places == places.sorted())
    }

    @Test func `runs a transaction again that has lost against another`() throws {
        let (one, two) = (try open(), try open())
        try one.write { transaction in
            try transaction.insert(Self.account("a1"))
            try transaction.insert(Self.wallet)
        }
        var calls = 0
        try one.write { transaction in
            calls += 1
            var wallet = try #require(try transaction.find(Wallet.self, Self.wallet.key))
            if calls == 1 {
                try two.write { transaction in
                    var wallet = try #require(try transaction.find(Wallet.self, Self.wallet.key))
                    wallet.balance += 10
                    try transaction.update(wallet)
                }
            }
            wallet.balance += 1
            try transaction.update(wallet)
        }
        #expect(calls == 2)
        #expect(try two.read { try $0.find(Wallet.self, Self.wallet.key) }?.balance == 111)
        // What each has read, the other has changed: no lock is in the way, only the order would be wrong.
        calls = 0
        try one.write { transaction in
            calls += 1
            let count = try transaction.select(Self.accounts).count
            if calls == 1 {
                try two.write { transaction in
                    let count = try transaction.select(Self.accounts).count
                    try transaction.insert(Self.account("two\(count)"))
                }
            }
            try transaction.insert(Self.account("one\(count)"))
        }
        #expect(calls == 2)
        #expect(try two.read { try $0.select(Self.accounts) }.map(\.id.text) == ["a1", "one2", "two1"])
    }

    @Test func `keeps nothing of a transaction whose body keeps a refusal to itself`() throws {
        let store = try open()
        #expect(throws: StoreError.constraintViolation(table: "wallet")) {
            try store.write { transaction in
                try transaction.insert(Self.account("a1"))
                var wallet = Self.wallet
                wallet.balance = -1
                try? transaction.insert(wallet)
            }
        }
        #expect(throws: StoreError.constraintViolation(table: "account")) {
            try store.write { try $0.insert(Self.account("a\0")) }
        }
        #expect(try store.read { try $0.select(Self.accounts) }.isEmpty)
        try store.write { try $0.insert(Self.account("a2")) }
        #expect(try store.read { try $0.select(Self.accounts) } == [Self.account("a2")])
    }

    @Test func `goes on in another session when the server has ended the first`() async throws {
        let store = try open()
        let others = """
            SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_class ON pg_class.oid = relation \
            JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = current_schema() AND pid <> pg_backend_pid()
            """
        let location = try PostgresServer.shared.location
        #expect(throws: StoreError.unavailable("the connection broke")) {
            try store.write { transaction in
                try transaction.insert(Self.account("a1"))
                let name = schema.replacing("\"", with: "\"\"")
                let process = Process()
                process.executableURL = URL(filePath: "/usr/bin/env")
                process.arguments = [
                    "psql", location, "-qAt", "-o", "/dev/null", "-c", "SET search_path TO \"\(name)\"", "-c", others,
                ]
                try process.run()
                process.waitUntilExit()
                try transaction.insert(Self.account("a2"))
            }
        }
        #expect(try store.read { try $0.select(Self.accounts) }.isEmpty)
        try store.write { try $0.insert(Self.account("a3")) }
        #expect(try store.read { try $0.select(Self.accounts) } == [Self.account("a3")])
    }
}
