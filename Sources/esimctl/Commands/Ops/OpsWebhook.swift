import ArgumentParser
import PlanServices
import Plans
import SystemPackage

/// `esimctl ops webhook`.
struct OpsWebhook: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "Take in a message that a payment provider has posted.",
        discussion: """
            For the web server that providers post to: it hands over the body on standard input and the headers, and \
            answers 200 when this ends with 0, 400 when it ends with 65, and 503 otherwise, so that the message comes again. \
            A message only wakes what waits for it: the provider is asked how the charge has ended.

            Stripe's signature is checked with the secret that ESIMCTL_STRIPE_WEBHOOK_SECRET_FILE names; PayPal is asked \
            whether the message is its own, for which ESIMCTL_PAYPAL_WEBHOOK_ID says which webhook it is.

            Examples:
              esimctl ops webhook --provider stripe --header "Stripe-Signature: $HTTP_STRIPE_SIGNATURE" <body

            \(ExitStatus.table)
            """
    )

    @Option(name: .long, help: "Who has posted it: stripe or paypal.")
    var provider: Sender

    @Option(name: .long, help: ArgumentHelp("A header of the request; may be repeated.", valueName: "name: value"))
    var header: [String] = []

    @Argument(help: "The file of the body. Default: standard input.")
    var body = "-"

    @OptionGroup var store: StoreOptions

    enum Sender: String, CaseIterable, ExpressibleByArgument {
        case stripe, paypal

        var provider: Provider { self == .stripe ? .stripe : .paypal }
    }

    /// No provider's message is larger, in bytes.
    private static let limit = 1 << 20

    func run() throws {
        let headers = try header.map { line throws(Failure) in
            guard let colon = line.firstIndex(of: ":") else {
                throw Failure("--header: has no colon", hint: "write it as in 'Stripe-Signature: t=…'", status: .usage)
            }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (name: String(line[..<colon]), value: String(value))
        }
        let bytes = try InputFile(argument: body).bytes(upTo: Self.limit)
        guard bytes.count <= Self.limit else {
            throw Failure("the message is larger than \(Self.limit >> 20) MiB", status: .unusableInput)
        }
        let open = try OpenStore(store)
        let reader = try PaymentGateways.webhookReader(provider.provider, isTrial: open.trialClock != nil)
        let event: ProviderEvent
        do {
            // Messages are signed by the true time, in a trial too.
            event = try reader.event(WebhookMessage(headers: headers, body: bytes), at: SystemClock().now)
        } catch {
            throw Failure(error, provider.rawValue)
        }
        let woken = try open.refusing { try open.service(as: "gateway").receive(event, from: provider.provider) }
        if let woken {
            try open.work(on: woken.subject, woken.id)
        }
        Diagnostics.say("message \(event.id): " + (woken.map { "\($0.id) was looked at" } ?? "nothing waited for it"))
    }
}

extension Failure {
    fileprivate init(_ error: WebhookError, _ provider: String) {
        switch error {
        case .malformed: self.init("the message is none of \(provider)'s", status: .unusableInput)
        case .wrongSignature:
            self.init("the message is not signed by \(provider), or not for us", status: .unusableInput)
        case .stale(let seconds):
            self.init(
                "the message was signed \(seconds) seconds ago; it may be somebody's copy",
                hint: "see that the clock is right",
                status: .unusableInput
            )
        case .unchecked:
            self.init(
                "\(provider) could not be asked whether the message is its own",
                hint: "try again",
                status: .notDone
            )
        }
    }
}
