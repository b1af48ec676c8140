/// The rows of one table that are about a customer.
public struct CustomerRows: Hashable, Sendable {
    public var table: String
    public var columns: [String]
    public var rows: [[RowValue]]

    fileprivate init<Record: PlanRecord>(_ records: [Record], without hidden: Set<String> = []) {
        table = Record.table
        let shown = Record.columns.indices.filter { !hidden.contains(Record.columns[$0]) }
        columns = shown.map { Record.columns[$0] }
        rows = records.map { record in
            let row = record.row
            return shown.map { row[$0] }
        }
    }
}

extension PlanService {
    /// All that is kept about a customer, table by table, for the customer; what only a provider or a machine can use is left out.
    ///
    /// Throws `.notFound`.
    public func customerData(of id: AccountID) throws -> [CustomerRows] {
        let account = try account(id)
        let subscriptions = try subscriptions(of: id)
        let charges =
            try subscriptions.flatMap { try self.charges(of: $0.id.text) } + self.charges(of: Charge.topUpSubject(id))
        let messages = try select(OutboxMessage.self).filter { $0.account == id && $0.channel == .notice }
        return [
            CustomerRows([account]),
            CustomerRows(try select(Wallet.self, ["account_id"], [id.text])),
            CustomerRows(try select(Line.self, ["account_id"], [id.text])),
            CustomerRows(try select(PaymentMethod.self, ["account_id"], [id.text]), without: ["provider_ref"]),
            CustomerRows(subscriptions, without: ["confirmation_token"]),
            CustomerRows(charges),
            CustomerRows(
                try charges.flatMap { try select(Invoice.self, ["charge_id"], [$0.id.text]) }
            ),
            CustomerRows(try subscriptions.flatMap { try events(of: $0.id.text) }),
            CustomerRows(messages),
        ]
    }

    /// Forgets who a customer is: the mail address, the numbers of the lines, the tokens, the messages. What the law wants kept
    /// (charges, invoices, ledger) stays, under the account's name.
    ///
    /// Throws `.wrongState` while a plan runs, and `.balanceLeft` while there is money in the balance.
    public func erase(_ id: AccountID) throws {
        try session { session in
            var account = try session.account(id)
            let key: [RowValue] = [.text(tenant.text), .text(id.text)]
            let by = ["tenant_id", "account_id"]
            let subscriptions = try session.store.select(Query(Subscription.self, where: by, are: key))
            if let live = subscriptions.first(where: { !$0.state.isTerminal }) {
                throw PlanError.wrongState(live.id, live.state)
            }
            if let wallet = try session.store.select(Query(Wallet.self, where: by, are: key)).first(where: {
                $0.balance > 0
            }) {
                throw PlanError.balanceLeft(id, Money(wallet.balance, wallet.currency))
            }
            account.email = ""
            account.isRegistered = false
            account.loggedInUntil = nil
            try session.store.update(account)
            for var line in try session.store.select(Query(Line.self, where: by, are: key)) {
                (line.msisdn, line.iccid, line.lastRechargeAt) = (nil, nil, nil)
                try session.store.update(line)
                try session.arm(line)
            }
            for var method in try session.methods(of: id) {
                (method.reference, method.lastFour, method.expiry) = ("", nil, nil)
                (method.status, method.isDefault) = (.removed, false)
                try session.store.update(method)
                try session.arm(method)
            }
            let messages = try session.store.select(
                Query(OutboxMessage.self, where: ["tenant_id"], are: [.text(tenant.text)])
            )
            for var message in messages where message.account == id && message.channel == .notice {
                message.fields = Fields()
                if message.state == .todo { message.state = .dead }
                try session.store.update(message)
            }
        }
    }
}
