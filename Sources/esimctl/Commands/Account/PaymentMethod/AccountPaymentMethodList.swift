import ArgumentParser
import Plans

/// `esimctl account payment-method list`.
struct AccountPaymentMethodList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what a customer can pay with; providers' tokens are left out.",
        discussion: ExitStatus.table
    )

    @Argument(help: "The account.")
    var account: String

    @OptionGroup var format: FormatOption
    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try AccountID(argument: account, "the account")
        let open = try OpenStore(store)
        let methods = try open.refusing {
            _ = try open.service().account(id)
            return try open.service().select(PaymentMethod.self, ["account_id"], [id.text])
        }
        let rows = methods.map { method in
            [
                method.id.text, method.kind.rawValue, method.lastFour ?? "-", method.expiry?.description ?? "-",
                method.status.rawValue, method.isDefault ? "default" : "-",
            ]
        }
        try format.write(
            text: methods.isEmpty
                ? "nothing but the balance\n"
                : TextTable(["name", "kind", "last4", "expires", "status", "use"], rows).text,
            json: ShownJSON(schema: "esimctl.payment-method/1", results: methods.map(PaymentMethodJSON.init))
        )
    }
}

/// A means of payment, without its token.
private struct PaymentMethodJSON: Encodable {
    var name, kind, provider, status: String
    @Nullable var last4: String?
    @Nullable var expires: String?
    var isDefault: Bool

    init(_ method: PaymentMethod) {
        name = method.id.text
        kind = method.kind.rawValue
        provider = method.provider.description
        status = method.status.rawValue
        last4 = method.lastFour
        expires = method.expiry?.description
        isDefault = method.isDefault
    }
}
