import Plans

/// The gateways to payment providers that this program has: the one place where they are put together.
enum PaymentGateways {
    /// All that are set up; a trial has none that could take real money.
    static func all(isTrial: Bool) throws(Failure) -> [any PaymentGateway] { [] }

    /// The provider that takes a kind of payment, where nothing else is said.
    static func provider(of kind: PaymentMethod.Kind) -> Provider {
        switch kind {
        case .card: .stripe
        case .paypal: .paypal
        }
    }
}

extension PlanEngine {
    /// Refuses to begin what has to be paid through a provider that cannot be reached from here.
    func demandGateway(_ provider: Provider) throws(Failure) {
        guard gateways[provider] == nil else { return }
        throw Failure(noGateway: provider.description)
    }
}

extension Failure {
    init(noGateway provider: String) {
        self.init(
            "\(provider): no gateway to this provider is set up, so nothing can be charged by card or PayPal",
            hint: "pay from the balance: --pay-with balance, after esimctl account top-up",
            status: .unavailable
        )
    }
}
