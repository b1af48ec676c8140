import Foundation
import TestSupport

/// The records of a store, as `esimctl store export` gives them out: the rows of each table, by column.
struct ExportedRecords {
    struct Row {
        var values: [String: Any]
        func text(_ column: String) -> String { values[column] as? String ?? "" }
        func number(_ column: String) -> Int64 { (values[column] as? NSNumber)?.int64Value ?? 0 }
    }

    private var tables: [String: [Row]] = [:]

    init(_ text: String) throws {
        for line in text.split(separator: "\n").dropFirst() {
            let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            tables[row["table"] as? String ?? "", default: []].append(Row(values: row))
        }
    }

    subscript(_ table: String) -> [Row] { tables[table] ?? [] }
}

extension KillTrial {
    /// What a comparison of all books found.
    struct Verdict {
        var wrongs: [String]
        var summary: String
    }

    /// All means of payment work again, and commands bring to its end what was begun; then the providers' books are compared with
    /// ours.
    func judge() async throws -> Verdict {
        for number in 0..<Self.accounts {
            try lab.set("ok", of: "pm_\(number)")
            try lab.set("ok", of: "vault_\(number)")
        }
        var records = try await rest()
        for _ in 0..<60 where Self.isUnderWay(records) { records = try await rest() }
        let truth = try lab.truth()
        var wrongs = Self.differences(between: truth, and: records)
        wrongs += try lostMessages(records)
        let check = try await run(["store", "check"])
        if check.status != 0 { wrongs.append("store check: \(check.text)\(check.errorText)") }
        let alerts = records["alert"].filter { $0.values["closed_at"] is NSNull }
        wrongs += alerts.map { "alert \($0.text("kind")) about \($0.text("subject_id"))" }
        let charges = records["charge"].filter { $0.text("state") == "succeeded" }
        return Verdict(
            wrongs: wrongs,
            summary: """
                \(charges.count { $0.text("kind") == "first" }) sold with a code each, \
                \(charges.count { $0.text("kind") == "renewal" }) renewals, \
                \(truth.count { $0.state == "succeeded" }) payments at the providers, \
                \(truth.count { $0.state != "succeeded" }) refusals, \(wrongs.count) wrong
                """
        )
    }

    /// Lets what is due be done, and decides as an operator about charges of which nobody knows how they ended.
    private func rest() async throws -> ExportedRecords {
        try lab.settle()
        pass(seconds: 61)
        _ = try await run(["renew", "run", "--until-idle", "--notices", "notices.txt"])
        let records = try ExportedRecords(await done(["store", "export"]))
        let truth = try lab.truth()
        for charge in records["charge"] where charge.text("state") == "unknown" {
            let paid = truth.first { $0.charge == charge.text("id") && $0.state == "succeeded" }
            try await done(
                ["ops", "resolve-charge", charge.text("id")] + (paid.map { ["--paid", $0.id] } ?? ["--not-paid"])
            )
        }
        return records
    }

    private static func isUnderWay(_ records: ExportedRecords) -> Bool {
        records["charge_attempt"].contains { ["prepared", "sending", "unknown"].contains($0.text("state")) }
            || records["outbox"].contains { $0.text("state") == "todo" }
    }

    /// Where the providers' books and ours do not say the same.
    private static func differences(between truth: [PaymentLab.TrueCharge], and records: ExportedRecords) -> [String] {
        var wrongs: [String] = []
        let ours = records["charge"].filter { $0.text("state") == "succeeded" && $0.text("provider") != "wallet" }
        var theirs = Dictionary(grouping: truth.filter { $0.state == "succeeded" }) { $0.charge ?? "" }
        for charge in ours {
            let payments = theirs.removeValue(forKey: charge.text("id")) ?? []
            if payments.map(\.amount) != [charge.number("amount_minor")] {
                wrongs.append("charge \(charge.text("id")) was paid \(payments.count) times at the provider")
            }
        }
        wrongs += theirs.keys.map { "charge \($0) is paid in the provider's books alone" }
        let keys = Set(records["charge_attempt"].map { $0.text("idempotency_key") })
        wrongs += truth.map(\.key).filter { !keys.contains($0) }.map { "key \($0) is not ours" }
        for provider in ["stripe", "paypal"] {
            let booked = records["posting"].filter { $0.text("account") == "gateway:\(provider)" }
                .reduce(0) { $0 + $1.number("amount_minor") }
            let moved = truth.filter { $0.state == "succeeded" && $0.provider == provider }.reduce(0) { $0 + $1.amount }
            if booked != moved { wrongs.append("\(provider) has taken \(moved), the ledger says \(booked)") }
        }
        let sold = records["charge"].count { $0.text("kind") == "first" && $0.text("state") == "succeeded" }
        let used = records["inventory_code"].count { $0.text("state") == "used" }
        if used != sold { wrongs.append("\(sold) purchases were paid, \(used) codes are used") }
        wrongs += records["charge_attempt"].filter { !["succeeded", "declined"].contains($0.text("state")) }
            .map { "attempt \($0.text("idempotency_key")) is \($0.text("state"))" }
        return wrongs
    }

    /// Messages that are said to be delivered and are not in the file.
    private func lostMessages(_ records: ExportedRecords) throws -> [String] {
        let file = try String(contentsOf: noticeFile, encoding: .utf8)
        let written = Set(
            file.split(separator: "\n").compactMap { line in
                line.firstRange(of: ": ").map { String(line[$0.upperBound...].prefix { $0 != ":" }) }
            }
        )
        return records["outbox"].filter { !written.contains($0.text("id")) }
            .map { "message \($0.text("id")) is \($0.text("state")) and was not delivered" }
    }
}
