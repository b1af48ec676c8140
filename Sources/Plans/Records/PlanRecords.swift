/// All kinds of records.
public enum PlanRecords {
    /// In an order in which they can be imported: what is pointed to comes first.
    public static let all: [any PlanRecord.Type] = [
        BillingMark.self, Account.self, Wallet.self, PaymentMethod.self, Line.self, PlanVersion.self, Subscription.self,
        Timer.self, Charge.self, ChargeAttempt.self, Refund.self, Journal.self, Posting.self, Invoice.self,
        Counter.self,
        Event.self, OutboxMessage.self, InboundEvent.self, Alert.self, GatewayLimit.self,
        InventoryCode.self, StockWatch.self,
    ]
}
