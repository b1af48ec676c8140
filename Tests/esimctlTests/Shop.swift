import Foundation
import TestSupport
import Testing

/// A folder with a store (one plan of profile type `tourist`, one customer with S/ 100.00 and, logged in, a card) and a key.
final class Shop {
    let folder: TemporaryFolder
    static let environment = ["ESIMCTL_STORE": "plans.sqlite", "ESIMCTL_KEY_FILE": "codes.key"]

    init() async throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        let lines = Self.export.joined(separator: "\n")
        try await expectDone(["store", "import", "-"], input: lines)
        try await expectDone(["inventory", "new-key", "codes.key"])
    }

    private static let export = [
        #"{"schema":"esimctl.store/1","version":2}"#,
        #"{"table":"account","tenant_id":"main","id":"ana","email":"ana@example.com","registered":1,"#
            + #""logged_in_until":9000000000,"locale":"es","tz":"America/Lima","created_at":1790000000}"#,
        #"{"table":"wallet","tenant_id":"main","account_id":"ana","currency":"PEN","balance_minor":10000}"#,
        #"{"table":"payment_method","tenant_id":"main","id":"card-1","account_id":"ana","kind":"card","#
            + #""provider":"stripe","provider_ref":"pm_1","last4":"4242","exp_year":2040,"exp_month":1,"status":"valid","#
            + #""is_default":1,"created_at":1790000000}"#,
        #"{"table":"plan_version","tenant_id":"main","plan_code":"tourist-30","version":1,"carrier":"claro","#
            + #""category":"short_travel","price_minor":2990,"currency":"PEN","tax_bp":1800,"tax_included":1,"unit":"day","#
            + #""unit_count":30,"auto_renewable":1,"grace_days":0,"retry_days":"","unused_policy":"forfeit","#
            + #""lead_seconds":0,"names":"{\"es\":\"Turista\"}","tariff_code":null,"effective_from":1700000000,"#
            + #""effective_to":null,"notice_sent_at":null,"profile_type":"tourist","when_profile_deleted":"ask"}"#,
        #"{"table":"journal","tenant_id":"main","id":"deposit/ana/1","kind":"topup","at":1790000000}"#,
        #"{"table":"posting","tenant_id":"main","journal_id":"deposit/ana/1","leg":1,"account":"gateway:cash","#
            + #""currency":"PEN","amount_minor":10000}"#,
        #"{"table":"posting","tenant_id":"main","journal_id":"deposit/ana/1","leg":2,"account":"wallet:ana","#
            + #""currency":"PEN","amount_minor":-10000}"#,
    ]

    func run(_ arguments: [String], input: String = "", key: String? = nil) async throws -> Tool.Output {
        let environment = key.map { Self.environment.merging(["ESIMCTL_KEY_FILE": "", "ESIMCTL_KEY": $0]) { $1 } }
        return try await Program.run(
            arguments,
            input: Array(input.utf8),
            environment: environment ?? Self.environment,
            in: folder.url
        )
    }

    @discardableResult
    func expectDone(_ arguments: [String], input: String = "") async throws -> String {
        let run = try await run(arguments, input: input)
        #expect(run.status == 0, "\(arguments): \(run.errorText)")
        return run.text
    }

    /// Three codes of which nobody may see the matching ID unasked.
    func stock() async throws {
        let rows = (1...3).map { "89511000000000010\($0),LPA:1$rsp.example.com$SECRET-\($0),tourist" }
        let csv = "ICCID,Code,Profile type\n" + rows.joined(separator: "\n") + "\n"
        _ = try folder.write(Array(csv.utf8), to: "codes.csv")
        try await expectDone(["inventory", "import", "codes.csv"])
    }

    func provision(_ more: [String] = []) async throws -> Tool.Output {
        try await run(["provision", "--account", "ana", "--line", "51987654321", "--plan", "tourist-30"] + more)
    }
}
