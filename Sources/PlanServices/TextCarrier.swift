public import Plans

/// Writes orders to carriers into a file or to standard output, for whoever carries them out.
public struct TextCarrier: Carrier {
    private let stream: TextStream

    public init(_ stream: TextStream) {
        self.stream = stream
    }

    /// Writes one order.
    public func carryOut(_ order: ServiceOrder) -> DeliveryOutcome {
        let line =
            "Order: \(order.id): \(order.carrier) \(order.action.rawValue) line \(order.line) plan \(order.plan)"
            + " subscription \(order.subscription)\n"
        do {
            try stream.append(line)
            return .delivered
        } catch {
            return .failed
        }
    }
}
