import ArgumentParser
import Plans
import SystemPackage

/// `esimctl account export`.
struct AccountExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print all that is kept about a customer, as JSON, for the customer.",
        discussion: ExitStatus.table
    )

    @Argument(help: "The account.")
    var account: String

    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try AccountID(argument: account, "the account")
        let open = try OpenStore(store)
        let tables = try open.refusing { try open.service().customerData(of: id) }
        let document = Document(
            account: id.text,
            at: open.now.description,
            tables: Dictionary(tables.map { ($0.table, Self.objects($0)) }) { $0 + $1 }
        )
        var output = OutputBuffer(.standardOutput)
        output.write(JSONText.of(document))
        try output.flush()
    }

    private static func objects(_ table: CustomerRows) -> [[String: Cell]] {
        table.rows.map { row in
            Dictionary(zip(table.columns, row.map(Cell.init))) { $1 }
        }
    }

    private struct Document: Encodable {
        var schema = "esimctl.account-export/1"
        var account, at: String
        var tables: [String: [[String: Cell]]]
    }

    private struct Cell: Encodable {
        var value: RowValue

        init(_ value: RowValue) { self.value = value }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch value {
            case .null: try container.encodeNil()
            case .integer(let number): try container.encode(number)
            case .text(let text): try container.encode(text)
            }
        }
    }
}
