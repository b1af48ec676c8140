import HTTPTransport
import PlanServices
import Plans

/// The gateways to payment providers that this program has: the one place where they are put together.
///
/// They are set up by the environment: `ESIMCTL_STRIPE_KEY`, or `ESIMCTL_STRIPE_KEY_FILE`; `ESIMCTL_PAYPAL_CLIENT_ID` with
/// `ESIMCTL_PAYPAL_SECRET`, or `ESIMCTL_PAYPAL_SECRET_FILE`. `ESIMCTL_STRIPE_SERVER` and `ESIMCTL_PAYPAL_SERVER` name another
/// server than the provider's, such as that of `esimctl lab payments`.
enum PaymentGateways {
    /// All that are set up.
    ///
    /// - Parameters:
    ///   - isTrial: Whether the time is made up: then only a laboratory on this machine may be asked for money.
    ///   - clock: Tells when a token of PayPal's has run out.
    /// - Returns: one for each provider that is set up.
    /// - Throws: `Failure` with status 78 for what is set up by half, or wrongly.
    static func all(isTrial: Bool, clock: any PlanClock) throws(Failure) -> [any PaymentGateway] {
        try [stripe(isTrial: isTrial), payPal(isTrial: isTrial, clock)].compactMap(\.self)
    }

    private static func stripe(isTrial: Bool) throws(Failure) -> (any PaymentGateway)? {
        guard let key = try secret("ESIMCTL_STRIPE_KEY") else { return nil }
        let server = try server("ESIMCTL_STRIPE_SERVER", StripeGateway.server, isTrial: isTrial)
        do {
            return try StripeGateway(key: key, server: server)
        } catch {
            throw Failure(server, "ESIMCTL_STRIPE_SERVER", error)
        }
    }

    /// What reads the messages of a provider: of Stripe with `ESIMCTL_STRIPE_WEBHOOK_SECRET`, or `ESIMCTL_STRIPE_WEBHOOK_SECRET_FILE`,
    /// of PayPal, which has to be set up, with `ESIMCTL_PAYPAL_WEBHOOK_ID`.
    ///
    /// - Throws: `Failure` with status 78 for what is not set up.
    static func webhookReader(_ provider: Provider, isTrial: Bool) throws(Failure) -> any WebhookReader {
        guard provider == .paypal else {
            guard let secret = try secret("ESIMCTL_STRIPE_WEBHOOK_SECRET") else {
                throw Failure(
                    "it is not known with what secret Stripe signs its messages",
                    hint: "name a file that holds it, whsec_…, with ESIMCTL_STRIPE_WEBHOOK_SECRET_FILE",
                    status: .configuration
                )
            }
            return StripeWebhook(secret: secret)
        }
        guard let id = Environment["ESIMCTL_PAYPAL_WEBHOOK_ID"], let client = Environment["ESIMCTL_PAYPAL_CLIENT_ID"],
            let secret = try secret("ESIMCTL_PAYPAL_SECRET")
        else {
            throw Failure(
                "PayPal cannot be asked whether a message is its own",
                hint: "set ESIMCTL_PAYPAL_CLIENT_ID, ESIMCTL_PAYPAL_SECRET_FILE and ESIMCTL_PAYPAL_WEBHOOK_ID",
                status: .configuration
            )
        }
        let server = try server("ESIMCTL_PAYPAL_SERVER", PayPalGateway.server, isTrial: isTrial)
        do {
            return try PayPalWebhook(webhookID: id, clientID: client, secret: secret, server: server)
        } catch {
            throw Failure(server, "ESIMCTL_PAYPAL_SERVER", error)
        }
    }

    private static func payPal(isTrial: Bool, _ clock: any PlanClock) throws(Failure) -> (any PaymentGateway)? {
        let (client, secret) = (Environment["ESIMCTL_PAYPAL_CLIENT_ID"], try secret("ESIMCTL_PAYPAL_SECRET"))
        guard client != nil || secret != nil else { return nil }
        guard let client, let secret else {
            throw Failure(
                "PayPal is set up by half",
                hint: "set both ESIMCTL_PAYPAL_CLIENT_ID and ESIMCTL_PAYPAL_SECRET_FILE",
                status: .configuration
            )
        }
        let server = try server("ESIMCTL_PAYPAL_SERVER", PayPalGateway.server, isTrial: isTrial)
        do {
            return try PayPalGateway(clientID: client, secret: secret, clock: clock, server: server)
        } catch {
            throw Failure(server, "ESIMCTL_PAYPAL_SERVER", error)
        }
    }

    /// The value of a variable, or what is in the file that the variable with `_FILE` behind its name names.
    private static func secret(_ name: String) throws(Failure) -> APISecret? {
        if let value = Environment[name], !value.isEmpty { return APISecret(value) }
        guard let path = Environment[name + "_FILE"], !path.isEmpty else { return nil }
        let bytes = try InputFile.file(path).bytes(upTo: 4096)
        guard !bytes.isEmpty, bytes.count <= 4096 else {
            throw Failure("\(path): holds no key", hint: "it is named by \(name)_FILE", status: .configuration)
        }
        return APISecret(String(decoding: bytes, as: UTF8.self))
    }

    /// A trial must never reach the real provider.
    private static func server(_ name: String, _ standard: String, isTrial: Bool) throws(Failure) -> String {
        let server = Environment[name] ?? standard
        guard isTrial else { return server }
        guard let url = try? HTTPURL(parsing: server), url.isLoopback else {
            throw Failure(
                "\(server): a trial asks no provider for money",
                hint: "set \(name) to a laboratory on this machine, http://127.0.0.1:PORT (esimctl lab payments)",
                status: .configuration
            )
        }
        return server
    }

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
            hint: "pay from the balance, or set the provider up: esimctl renew run --help says how",
            status: .unavailable
        )
    }

    /// A provider does not let us in; `denial` is the provider, and its word for why, as in `paypal/invalid_client`.
    init(deniedBy denial: String) {
        self.init(
            "\(denial): the provider does not take our key; nothing was charged, and what is due there waits",
            hint: "correct the key or the client id, then esimctl renew run",
            status: .unavailable
        )
    }

    fileprivate init(_ server: String, _ name: String, _ error: ProviderAddressError) {
        switch error {
        case .unreadable: self.init("\(name) is no http or https address", status: .configuration)
        case .unencrypted:
            self.init(
                "\(server): the key would go there in the clear",
                hint: "set \(name) to an https address; http is for this machine alone",
                status: .configuration
            )
        }
    }
}
