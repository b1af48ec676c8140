import Localization
import Plans
import SystemPackage

/// Codes in stock, for people and for programs. A code itself is there only when it was asked for.
struct InventoryReport {
    struct Item: Encodable {
        var number: Int64
        var profileType: String
        var state: String
        var iccid: String?
        var code: String?
        var subscription: String?
        var line: String?
        var source: String
        var sourceLine: Int
        var reason: String?
        var addedAt: String
        var changedAt: String

        init(_ row: InventoryCode, code: String?) {
            number = row.number
            profileType = row.profileType
            state = row.state.rawValue
            iccid = row.iccid
            self.code = code
            subscription = row.subscription?.text
            line = row.line?.text
            source = row.source
            sourceLine = row.sourceLine
            reason = row.reason
            addedAt = row.addedAt.description
            changedAt = row.changedAt.description
        }
    }

    var items: [Item]

    func write(_ format: ShowFormat) throws(Failure) {
        var output = OutputBuffer(.standardOutput)
        switch format {
        case .text: output.write(table)
        case .json: output.write(JSONText.of(Document(results: items, summary: summary)))
        }
        try output.flush()
    }

    /// One code, a line for each thing that is known of it.
    static func text(of item: Item) -> String {
        let lines: [(String, String?)] = [
            ("number", "\(item.number)"), ("profile type", item.profileType), ("state", item.state),
            ("ICCID", item.iccid), ("code", item.code), ("subscription", item.subscription), ("line", item.line),
            ("reason", item.reason), ("from", "\(item.source), line \(item.sourceLine)"), ("added", item.addedAt),
            ("changed", item.changedAt),
        ]
        return lines.compactMap { label, value in
            value.map { label + String(repeating: " ", count: 14 - label.count) + $0.escapedForDisplay + "\n" }
        }.joined()
    }

    private var table: String {
        let shows = items.contains { $0.code != nil }
        let rows = items.map { item in
            [
                "\(item.number)", item.profileType, item.state, item.iccid ?? "-", item.line ?? "-",
                item.subscription ?? "-",
            ] + (shows ? [item.code ?? "-"] : [])
        }
        let head = ["NUMBER", "TYPE", "STATE", "ICCID", "LINE", "SUBSCRIPTION"] + (shows ? ["CODE"] : [])
        return TextTable(head, rows).text
    }

    private var summary: [String: [String: Int]] {
        items.reduce(into: [:]) { $0[$1.profileType, default: [:]][$1.state, default: 0] += 1 }
    }

    private struct Document: Encodable {
        var schema = "esimctl.inventory/1"
        var results: [Item]
        /// How many codes there are, by profile type and state.
        var summary: [String: [String: Int]]
    }
}
