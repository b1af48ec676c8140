import Plans
import StrictJSON

extension World {
    /// Steps that ask a pure function.
    func calculate(_ op: String, _ step: inout Words) throws {
        switch op {
        case "boundaries":
            let numbers = try step.need(step.integers("k"), "k")
            guard let anchor = pure.anchor, let interval = pure.interval else {
                throw DialectError("given: anchor_local or interval is missing")
            }
            let rules = try zones.rules(for: pure.zone)
            let calendar = RenewalCalendar(anchor: anchor, interval: interval, rules: rules)
            for number in numbers {
                let boundary = calendar.boundary(Int(number))
                answers.boundaries.append(boundary)
                answers.localDays.append(Int64(rules.wallTime(at: boundary).date.day))
            }
        case "split_tax":
            let gross = try step.need(step.integer("gross"), "gross")
            let split = pure.tax.split(gross: gross)
            answers.splits.append(
                .object(["gross": .integer(gross), "net": .integer(split.net), "tax": .integer(split.tax)])
            )
        case "add_tax":
            let net = try step.need(step.integer("net"), "net")
            answers.taxes.append(.object(["net": .integer(net), "tax": .integer(pure.tax.split(net: net).tax)]))
        case "format":
            let money = try takeMoney(&step)
            _ = try step.need(step.text("locale"), "locale")
            answers.formats.append(
                .object([
                    "currency": .string(money.currency.code),
                    "minor": .integer(money.minorUnits),
                    "decimals": .integer(Int64(money.currency.exponent)),
                    "digits": .string(String(money.minorUnits)),
                ])
            )
        default:
            let money = try takeMoney(&step)
            let order = ChargeOrder(
                tenant: tenants[0],
                charge: ChargeID("c"),
                attempt: 1,
                amount: money,
                methodReference: "pm",
                statement: ""
            )
            // Read off what would be sent.
            let body = gateways[.stripe]?.body(for: order) ?? ""
            let amount = body.split(separator: "&").first { $0.hasPrefix("amount=") }.flatMap { Int64($0.dropFirst(7)) }
            answers.gatewayAmount = amount.map { .integer($0) }
        }
    }

    private func takeMoney(_ step: inout Words) throws -> Money {
        let amount = try step.need(step.integer("amount_minor"), "amount_minor")
        return Money(amount, try step.need(step.text("currency").flatMap { Currency($0) }, "currency"))
    }

    /// A message of the provider arrives; what it wakes is carried out.
    func receiveWebhook(_ step: inout Words) throws {
        let event = try step.need(step.text("event"), "event")
        let type = try step.need(step.text("type"), "type")
        let created = try step.need(step.integer("created"), "created")
        let signature = try step.text("signature") ?? "valid"
        let age = try step.integer("signed_seconds_ago") ?? 0
        guard var given = webhook else { throw DialectError("given: charge is missing") }
        guard signature == "valid" || signature == "wrong" else {
            throw DialectError("unknown word signature \(signature)")
        }
        let isGenuine = signature == "valid"
        if isGenuine, created > given.newest, given.follow(type, gateways[given.provider]) {
            given.newest = created
            webhook = given
        }
        let body = Array(#"{"id":"\#(event)","type":"\#(type)","created":\#(created)}"#.utf8)
        let secret = isGenuine ? given.secret : given.secret + "-of-somebody-else"
        let header = WebhookSignature.sign(body, secret: secret, at: clock.now - age)
        do {
            try WebhookSignature.verify(
                header,
                of: body,
                secret: given.secret,
                at: clock.now,
                tolerance: given.tolerance
            )
        } catch {
            answers.httpStatus.append(400)
            return
        }
        let message = ProviderEvent(id: event, type: type, reference: given.reference)
        if let woken = try service().receive(message, from: given.provider) {
            try finish(woken.subject, woken.id, service().tenant)
        }
        answers.httpStatus.append(200)
    }
}

extension World.WebhookGiven {
    /// The provider's books say what its newest message says.
    fileprivate func follow(_ type: String, _ gateway: LabGateway?) -> Bool {
        let outcome: ChargeOutcome
        switch type {
        case "payment_intent.succeeded", "charge.succeeded", "PAYMENT.CAPTURE.COMPLETED":
            outcome = .succeeded(reference: reference)
        case "payment_intent.payment_failed", "charge.failed", "PAYMENT.CAPTURE.DENIED":
            outcome = .declined(.soft, code: "card_declined")
        default: return false
        }
        gateway?.remember(
            LabGateway.TrueCharge(
                reference: reference,
                key: "",
                charge: charge.text,
                amount: amount,
                outcome: outcome
            )
        )
        return true
    }
}
