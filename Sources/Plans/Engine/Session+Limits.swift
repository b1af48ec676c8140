extension GatewayLimit {
    /// How long one second's worth of calls and failures is counted for the breaker, in milliseconds.
    private static let window: Int64 = 30_000

    /// How much slower than the limit calls are made, of a thousand: one that is held up for 30 ms on its way must not come in with
    /// those of the next second, as a single refusal costs more than all of that.
    private static let slack: Int64 = 30

    /// Takes the next free place in the row of calls; calls are spaced evenly, so nothing is saved up for a burst.
    mutating func reserve(at milliseconds: Int64) -> Int64 {
        let place = max(nextFreeMilliseconds, milliseconds)
        // Places are kept in whole milliseconds, and lie on multiples of an interval that is no whole number of them.
        let interval = (1000 + Self.slack) * 1_000_000 / milliRate
        let (multiple, rest) = (place * 1000).quotientAndRemainder(dividingBy: interval)
        let next = (multiple + (rest < 1000 ? 1 : 2)) * interval
        nextFreeMilliseconds = (next + 999) / 1000
        return place
    }

    /// Learns from an answer: slower after a 429, a little faster after any other, closed when most calls fail.
    mutating func learn(_ answer: GatewayCall.Answer, at milliseconds: Int64) {
        if milliseconds - windowStart >= Self.window {
            windowStart = milliseconds
            windowCalls = 0
            windowFailures = 0
        }
        windowCalls += 1
        if answer.isRateLimit {
            milliRate = max(1000, milliRate / 2)
        } else {
            milliRate = min(configuredRate * 1000, milliRate + configuredRate * 10)
        }
        if answer.isFailure {
            windowFailures += 1
            if windowCalls >= 10, windowFailures * 2 > windowCalls {
                openUntil = Instant(milliseconds: milliseconds + Self.window)
            }
        }
    }
}

extension GatewayCall.Answer {
    fileprivate var isRateLimit: Bool {
        switch self {
        case .charge(.rateLimited), .refund(.rateLimited): true
        default: false
        }
    }

    /// Whether the provider seems to be down.
    fileprivate var isFailure: Bool {
        switch self {
        case .charge(.unknown), .charge(.unavailable), .charge(.denied), .lookUp(.unavailable), .refund(.unknown),
            .refund(.unavailable):
            true
        default: false
        }
    }

    /// Whether the provider has let us in.
    fileprivate var provesAccess: Bool {
        switch self {
        case .charge(let outcome):
            switch outcome {
            case .succeeded, .declined, .pending, .inProgress, .rejected, .contradictory: true
            case .unknown, .rateLimited, .unavailable, .denied: false
            }
        case .lookUp(let outcome): outcome != .unavailable
        case .refund(.succeeded), .refund(.refused): true
        case .refund: false
        }
    }
}

extension Session {
    func limit(of provider: Provider) throws -> GatewayLimit {
        let rate = max(1, policy.callsPerSecond[provider] ?? 25)
        guard var limit = try store.find(GatewayLimit.self, [.text(provider.description)]) else {
            return GatewayLimit(provider: provider, configuredRate: rate)
        }
        if limit.configuredRate != rate {
            limit.configuredRate = rate
            limit.milliRate = min(limit.milliRate, rate * 1000)
        }
        return limit
    }

    func learn(_ answer: GatewayCall.Answer, from provider: Provider) throws {
        var limit = try limit(of: provider)
        let before = limit
        limit.learn(answer, at: engine.clock.wallMilliseconds)
        if limit != before { try store.upsert(limit) }
        if answer.provesAccess { try closeDenials(by: provider) }
    }

    /// Tells people of ours, once for a provider, that it does not let us in, and why.
    func raiseDenial(by provider: Provider, _ code: String) throws {
        let subject = Alert.subject(ofDenialBy: provider, code)
        try closeDenials(by: provider, but: subject)
        try raise(.gatewayDenied, subject)
    }

    private func closeDenials(by provider: Provider, but current: String? = nil) throws {
        let kind = Alert.Kind.gatewayDenied
        let denials = try store.select(
            Query(Alert.self, where: ["tenant_id", "kind"], are: [.text(tenant.text), .text(kind.rawValue)])
        )
        let prefix = Alert.subject(ofDenialBy: provider, "")
        for alert in denials where alert.subject != current && alert.subject.hasPrefix(prefix) {
            try close(kind, alert.subject)
        }
    }
}
