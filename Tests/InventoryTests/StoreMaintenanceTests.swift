import Foundation
import GRDB
import PlanStores
import Plans
import TestSupport
import Testing

/// The bytes of a file; none when there is none.
func bytes(of path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

@Suite struct `A store` {
    private func imported(_ text: String, _ shop: Shop) throws -> String {
        let path = shop.folder.file("copy.sqlite").path
        let copy = try SQLiteStore(path: path, durability: .process)
        var lines = text.split(separator: "\n")[...]
        _ = try StoreExport.import(into: copy) { lines.popFirst().map(String.init) }
        var again = ""
        try StoreExport.export(copy) { again += $0 }
        return again
    }

    @Test func `exports what it imported, byte for byte`() throws {
        let shop = try Shop()
        try shop.service.watchStock(of: "tourist", below: 3, email: "a\"b\\c\u{1}ñ漢@example.com", locale: "zh")
        _ = try shop.collect(try shop.service.provision(shop.order(.card)).id)
        try shop.service.provision(shop.order(line: LineID("51900000002"), autoRenew: true))
        let text = try shop.export()
        #expect(text.split(separator: "\n").count > 30)
        #expect(try imported(text, shop) == text)
    }

    @Test func `imports nothing of a text with a fault, and says where it is`() throws {
        let shop = try Shop()
        try shop.service.provision(shop.order())
        let lines = try shop.export().split(separator: "\n").map(String.init)
        let row = try #require(lines.firstIndex { $0.contains("\"table\":\"subscription\"") })
        func fault(_ change: (inout [String]) -> Void) throws -> ImportError? {
            var lines = lines
            change(&lines)
            let path = shop.folder.file("\(UUID().uuidString).sqlite").path
            let store = try SQLiteStore(path: path, durability: .process)
            var rest = lines[...]
            defer { #expect((try? store.read { try $0.select(Query(Account.self, where: [], are: [])) }) == []) }
            do {
                _ = try StoreExport.import(into: store) { rest.popFirst() }
                return nil
            } catch let error as ImportError {
                return error
            }
        }
        #expect(try fault { $0 = [] } == .notAnExport)
        #expect(try fault { $0[0] = "{}" } == .notAnExport)
        #expect(
            try fault { $0[0] = $0[0].replacing(/"version":[0-9]+/, with: "\"version\":99") }
                == .newer(version: 99, known: 3)
        )
        #expect(try fault { $0[row] = "{\"table\":\"nothing\"}" } == .unknownTable(line: row + 1))
        #expect(try fault { $0[row].removeLast() } == .unreadable(line: row + 1))
        #expect(
            try fault { $0.insert($0[row], at: row) }
                == .refused(line: row + 2, .uniqueViolation(table: "subscription"))
        )
        #expect(
            try fault { $0[row] = $0[row].replacing("\"active\"", with: "\"asleep\"") }
                == .refused(line: row + 1, .corrupt(table: "subscription", column: "state"))
        )
        #expect(try fault { $0.removeLast() } == .cutOff)
        #expect(try fault { $0.removeLast(3) } == .cutOff)
        #expect(try fault { $0.remove(at: $0.count - 2) } == .damaged)
        #expect(try fault { $0[row] = $0[row].replacing("\"cycle\":1", with: "\"cycle\":2") } == .damaged)
        #expect(try fault { $0.append($0[row]) } == .behindEnd(line: lines.count + 1))
        let store = try SQLiteStore(path: shop.path)
        var rest = lines[...]
        #expect(throws: ImportError.notEmpty) { try StoreExport.import(into: store) { rest.popFirst() } }
    }

    @Test func `ends its export with the number of records and the SHA-256 of what is before`() async throws {
        let lines = try Shop().export().split(separator: "\n")
        let before = lines.dropLast().map { $0 + "\n" }.joined()
        let digest = try await Tool.run("sha256sum", [], input: Array(before.utf8)).text.prefix(64)
        #expect(lines.last == "{\"records\":\(lines.count - 2),\"sha256\":\"\(digest)\"}")
    }

    @Test func `takes an export of a program that did not end it, and does not vouch for it`() throws {
        let shop = try Shop()
        var lines = try shop.export().replacing("esimctl.store/2", with: "esimctl.store/1").split(separator: "\n")
            .dropLast()[...]
        let count = lines.count - 1
        let copy = try SQLiteStore(path: shop.folder.file("copy.sqlite").path, durability: .process)
        let imported = try StoreExport.import(into: copy) { lines.popFirst().map(String.init) }
        #expect(imported.records == count && !imported.isSealed)
    }

    @Test func `is no empty file, unless it is to be made`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("empty.sqlite").path
        _ = try folder.write([], to: "empty.sqlite")
        #expect(throws: StoreError.notAStore) { try SQLiteStore(path: path, makes: false) }
        #expect(try bytes(of: path).isEmpty)
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE a(b); DROP TABLE a") }
        try queue.close()
        #expect(throws: StoreError.notAStore) { try SQLiteStore(path: path, makes: false) }
        #expect(try SQLiteStore(path: path).audit().isEmpty)
    }

    @Test func `is backed up whole while others write`() async throws {
        let shop = try Shop(codes: 30, balance: 100_000)
        let (service, path) = (shop.service, shop.folder.file("backup.sqlite").path)
        async let selling: Void = {
            for number in 0..<30 {
                try service.provision(
                    ProvisionOrder(account: Shop.account, line: LineID("l\(number)"), plan: "tourist-30")
                )
            }
        }()
        try shop.store.backup(to: path)
        try await selling
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        #expect(try SQLiteStore(path: path).audit().isEmpty)
    }

    @Test func `of version 1 is brought up to date with all that is in it`() throws {
        let shop = try Shop(codes: 0)
        let text = try shop.export()
        try shop.store.close()
        let queue = try DatabaseQueue(path: shop.path)
        try queue.write { database in
            try database.execute(
                sql: """
                    DROP TABLE inventory_code; DROP TABLE stock_watch;
                    ALTER TABLE subscription DROP COLUMN code_number; ALTER TABLE subscription DROP COLUMN iccid;
                    ALTER TABLE subscription DROP COLUMN profile_state;
                    ALTER TABLE plan_version DROP COLUMN profile_type;
                    ALTER TABLE plan_version DROP COLUMN when_profile_deleted;
                    DROP INDEX invoice_of_charge; DROP INDEX charge_attempt_key;
                    CREATE UNIQUE INDEX charge_attempt_key ON charge_attempt(tenant_id, idempotency_key);
                    CREATE INDEX posting_account ON posting(tenant_id, account, currency);
                    CREATE INDEX charge_line ON charge(tenant_id, line_id);
                    CREATE INDEX invoice_charge ON invoice(tenant_id, charge_id);
                    CREATE UNIQUE INDEX invoice_of_charge ON invoice(tenant_id, charge_id) WHERE kind = 'invoice';
                    PRAGMA user_version = 1;
                    """
            )
        }
        try queue.close()
        let store = try SQLiteStore(path: shop.path)
        var again = ""
        try StoreExport.export(store) { again += $0 }
        let expected = text.replacing("\"profile_type\":\"tourist\"", with: "\"profile_type\":null")
        // The last line is a digest of the others.
        #expect(again.split(separator: "\n").dropLast() == expected.split(separator: "\n").dropLast())
        #expect(try store.audit().isEmpty)
    }

    @Test func `made by a newer program is refused`() throws {
        let shop = try Shop(codes: 0)
        try shop.store.close()
        let queue = try DatabaseQueue(path: shop.path)
        try queue.write { try $0.execute(sql: "PRAGMA user_version = 99") }
        try queue.close()
        #expect(throws: StoreError.newer(version: 99, known: 3)) { try SQLiteStore(path: shop.path) }
    }

    /// Each rule of the audit is broken once, behind the engine's back.
    @Test(arguments: [
        ("journal-balances", "UPDATE posting SET amount_minor = amount_minor + 1 WHERE leg = 1"),
        ("balance-matches-ledger", "UPDATE wallet SET balance_minor = balance_minor + 1"),
        ("journal-balances", "UPDATE posting SET amount_minor = 9223372036854775807"),
        ("amounts-are-in-range", "UPDATE plan_version SET price_minor = 1000000000000001"),
        ("amounts-are-in-range", "UPDATE plan_version SET tax_bp = 10001"),
        ("amounts-are-in-range", "UPDATE wallet SET balance_minor = 1000000000000001"),
        ("amounts-are-in-range", "UPDATE charge SET amount_minor = 1000000000000001"),
        ("amounts-are-in-range", "UPDATE posting SET amount_minor = -1000000000000001 WHERE leg = 1"),
        ("paid-charge-in-ledger", "UPDATE charge SET amount_minor = amount_minor + 1"),
        ("paid-charge-has-attempt", "UPDATE charge_attempt SET state = 'declined'"),
        (
            "payment-pays-once",
            """
            UPDATE charge_attempt SET provider_ref = 'pi_1';
            INSERT INTO charge_attempt SELECT tenant_id, charge_id || 'x', attempt_no, provider, payment_method_id,
                idempotency_key || 'x', request_body, state, decline_kind, decline_code, provider_ref, asks_first,
                created_at, first_sent_at, answered_at FROM charge_attempt
            """
        ),
        ("paid-charge-has-invoice", "DELETE FROM invoice"),
        ("invoice-numbers-have-no-gaps", "UPDATE invoice SET number = 7"),
        ("refunds-within-charge", "UPDATE charge SET refunded_minor = amount_minor"),
        ("attempts-follow-declines", "UPDATE charge_attempt SET attempt_no = 2"),
        ("events-have-no-gaps", "UPDATE event SET seq = 9 WHERE seq = 2"),
        ("events-are-all-there", "DELETE FROM event WHERE seq = 2"),
        ("ended-is-at-rest", "UPDATE subscription SET auto_renew = 'off', state = 'expired'"),
        ("renewing-has-timer", "DELETE FROM timer"),
        ("parked-has-alert", "UPDATE subscription SET parked = 1"),
        ("code-belongs-to-subscription", "UPDATE inventory_code SET line_id = 'x' WHERE state = 'used'"),
        ("subscription-has-its-code", "UPDATE subscription SET code_number = 2"),
        ("references-exist", "DELETE FROM line"),
    ])
    func `finds what should not be`(rule: String, change: String) throws {
        let shop = try Shop()
        let sold = try shop.service.provision(shop.order(autoRenew: true))
        _ = try shop.service.confirmAutoRenew(sold.id, token: "TOKEN")
        #expect(try shop.store.audit().isEmpty)
        try shop.store.close()
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: shop.path, configuration: configuration)
        try queue.write { try $0.execute(sql: change) }
        try queue.close()
        #expect(try SQLiteStore(path: shop.path).audit().contains { $0.rule == rule })
    }
}
