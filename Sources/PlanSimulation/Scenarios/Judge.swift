import Plans
import StrictJSON

/// Compares what has become of a world with what a scenario says.
struct Judge {
    let world: World

    /// The checkpoints of `then`, by the number of steps after which they are judged.
    static func checkpoints(in expected: JSONValue) throws -> [Int: [JSONValue]] {
        var words = try Words(expected, "then")
        var checkpoints: [Int: [JSONValue]] = [:]
        for value in try words.list("checkpoints") ?? [] {
            var checkpoint = try Words(value, "checkpoint")
            let after = try checkpoint.need(checkpoint.int("after"), "after")
            checkpoints[after, default: []].append(checkpoint.rest)
        }
        return checkpoints
    }

    /// The differences between an object of words and the world; absent words are not judged.
    mutating func differences(_ expected: JSONValue, isEnd: Bool) throws -> [String] {
        var words = try Words(expected, "then")
        if isEnd { _ = words.take("checkpoints") }
        var found: [String] = []
        if isEnd { found += try refusals(&words) }
        found += try judgeAnswers(&words)
        found += try judgeWorld(&words)
        if let tenants = try words.members("by_tenant") {
            for (tenant, value) in tenants.sorted(by: { $0.key < $1.key }) {
                var inner = try Words(value, "then.by_tenant.\(tenant)")
                found += try judge(&inner, of: [TenantID(tenant)]).map { "\(tenant): \($0)" }
                try inner.end()
            }
        }
        found += try judge(&words, of: world.tenants)
        try words.end()
        return found
    }

    /// A difference where two values are not the same.
    static func compare(_ name: String, _ actual: JSONValue, _ expected: JSONValue) -> [String] {
        actual == expected ? [] : ["\(name): \(actual), not \(expected)"]
    }

    /// Differences in those members that are expected.
    static func compareMembers(
        _ name: String,
        _ actual: [String: JSONValue],
        _ expected: [String: JSONValue]
    ) throws(DialectError) -> [String] {
        var found: [String] = []
        for (key, value) in expected.sorted(by: { $0.key < $1.key }) {
            guard let member = actual[key] else { throw DialectError("then: unknown word \(name).\(key)") }
            found += compare("\(name).\(key)", member, value)
        }
        return found
    }

    /// Differences between two lists of objects, in those members that are expected.
    static func compareLists(
        _ name: String,
        _ actual: [[String: JSONValue]],
        _ expected: [JSONValue]
    ) throws(DialectError) -> [String] {
        var found: [String] = []
        if actual.count != expected.count {
            let shown = JSONValue.array(actual.map { .object($0) })
            found.append("\(name): \(actual.count) of them, not \(expected.count): \(shown)")
        }
        for (index, (one, other)) in zip(actual, expected).enumerated() {
            guard case .object(let members) = other else { throw DialectError("then: \(name) holds no objects") }
            found += try compareMembers("\(name)[\(index)]", one, members)
        }
        return found
    }

    // MARK: Refusals

    private func refusals(_ words: inout Words) throws -> [String] {
        let one = try words.text("error")
        let list = try words.texts("errors")
        let byStep = try words.members("errors_at")
        let isRetryable = try words.bool("retry_after")
        var refusals = world.refusals
        if words.isThere("results") { refusals.removeAll(where: \.isNamedByResults) }
        var found: [String] = []
        if let one, refusals.isEmpty || refusals.contains(where: { $0.code != one }) {
            found.append("error: \(refusals.map(\.code)), not \(one)")
        }
        if let list, refusals.map(\.code) != list { found.append("errors: \(refusals.map(\.code)), not \(list)") }
        if let byStep {
            let actual = Dictionary(refusals.map { (String($0.step), JSONValue.string($0.code)) }) { $1 }
            found += Self.compare("errors_at", .object(actual), .object(byStep))
        }
        if one == nil, list == nil, byStep == nil {
            found += refusals.map { "step \($0.step + 1) was refused: \($0.code)" }
        }
        if let isRetryable, refusals.contains(where: { $0.isRetryable != isRetryable }) || refusals.isEmpty {
            found.append("retry_after: not \(isRetryable)")
        }
        return found
    }

    // MARK: Answers of steps

    private func judgeAnswers(_ words: inout Words) throws -> [String] {
        let answers = world.answers
        var found: [String] = []
        if let shown = try words.members("shown") {
            found += try Self.compareMembers("shown", answers.shown ?? [:], shown)
        }
        if let expected = try words.members("proration") {
            found += try Self.compareMembers("proration", answers.proration ?? [:], expected)
        }
        for (name, actual) in [
            ("splits", JSONValue.array(answers.splits)), ("taxes", .array(answers.taxes)),
            ("formats", .array(answers.formats)), ("gateway_amount", answers.gatewayAmount ?? .null),
            ("boundaries", .array(answers.boundaries.map { JSONValue($0) })),
            ("local_days", .array(answers.localDays.map { .integer($0) })),
            ("results", .array(answers.results.map { .string($0) })),
            ("http_status", .array(answers.httpStatus.map { .integer($0) })),
        ] {
            if let expected = words.take(name) { found += Self.compare(name, actual, expected) }
        }
        return found
    }

    // MARK: The world as a whole

    private func judgeWorld(_ words: inout Words) throws -> [String] {
        var found: [String] = []
        for (provider, value) in try words.members("gateway") ?? [:] {
            found += try judgeGateway(Provider(provider), value)
        }
        if let expected = try words.members("worker_results") {
            let actual = world.workerResults.mapValues { JSONValue.string($0.rawValue) }
            for (name, value) in expected {
                found += Self.compare("worker_results.\(name)", actual[name] ?? .null, value)
            }
        }
        if let expected = try words.texts("alerts") {
            let raised = try world.alerts()
            found += expected.filter { !raised.contains($0) }.map { "alerts: \($0) was not raised" }
        }
        if let expected = try words.integer("claims_while_behind") {
            found += Self.compare("claims_while_behind", .integer(Int64(world.claimsWhileBehind)), .integer(expected))
        }
        if let least = try words.integer("virtual_seconds_min") {
            let passed = world.clock.now - world.startedAt
            if passed < least { found.append("virtual_seconds_min: \(passed), not \(least)") }
        }
        if let expected = words.take("integrity_check") {
            let actual = try world.stores.integrity(of: world.rawStore)
            found += Self.compare("integrity_check", .string(actual), expected)
        }
        return found + (try judgeDeliveries(&words))
    }

    private func judgeGateway(_ provider: Provider, _ value: JSONValue) throws -> [String] {
        var words = try Words(value, "then.gateway.\(provider)")
        guard let gateway = world.gateways[provider] else {
            throw DialectError("then.gateway: unknown word \(provider)")
        }
        let log = gateway.log
        let succeeded = gateway.trueCharges.count { if case .succeeded = $0.outcome { $0.key != "" } else { false } }
        var found: [String] = []
        for (name, actual) in [
            ("requests", log.posts.count), ("posts", log.posts.count), ("succeeded", succeeded),
            ("idempotency_keys", log.keys.count),
        ] {
            guard let expected = words.take(name) else { continue }
            found += Self.compare("gateway.\(provider).\(name)", .integer(Int64(actual)), expected)
        }
        if let most = try words.integer("max_in_any_second"), log.mostInAnySecond > most {
            found.append("gateway.\(provider).max_in_any_second: \(log.mostInAnySecond), not \(most)")
        }
        if let most = try words.integer("http_429_max"), log.refusedForLimit > most {
            found.append("gateway.\(provider).http_429_max: \(log.refusedForLimit), not \(most)")
        }
        if let least = try words.integer("lookups_min"), log.lookups < least {
            found.append("gateway.\(provider).lookups_min: \(log.lookups), not \(least)")
        }
        try words.end()
        return found
    }

    private func judgeDeliveries(_ words: inout Words) throws -> [String] {
        var found: [String] = []
        let deliveries = world.deliveries
        if let expected = try words.list("distinct_notifications") {
            let actual = Set(deliveries.map { [$0.account.text, $0.kind.rawValue, $0.locale] })
            var wanted: Set<[String]> = []
            for value in expected {
                var notice = try Words(value, "then.distinct_notifications")
                wanted.insert([
                    try notice.need(notice.text("account"), "account"), try notice.need(notice.text("kind"), "kind"),
                    try notice.need(notice.text("locale"), "locale"),
                ])
                try notice.end()
            }
            // Only the kinds that are named are judged.
            let kinds = Set(wanted.map { $0[1] })
            let judged = actual.filter { kinds.contains($0[1]) }
            if judged != wanted {
                found.append("distinct_notifications: \(judged.sorted { $0.description < $1.description })")
            }
            for name in try words.texts("each_has") ?? [] {
                for notice in deliveries where kinds.contains(notice.kind.rawValue) && notice.fields[name] == nil {
                    found.append("each_has: \(notice.id) has no \(name)")
                }
            }
        }
        if let names = try words.texts("each_has") {
            for notice in deliveries {
                found += names.filter { notice.fields[$0] == nil }.map { "each_has: \(notice.id) has no \($0)" }
            }
        }
        if let expected = try words.bool("duplicates_share_message_id") {
            // What is said twice to one customer about one thing is one message.
            let distinct = Dictionary(grouping: deliveries) {
                "\($0.tenant) \($0.account) \($0.kind) \($0.fields.json)"
            }
            let isSo = distinct.values.allSatisfy { Set($0.map(\.id)).count == 1 }
            found += Self.compare("duplicates_share_message_id", .bool(isSo), .bool(expected))
        }
        return found
    }
}

extension Words {
    /// Whether a word is there that nobody has taken yet.
    func isThere(_ name: String) -> Bool {
        if case .object(let members) = rest { members[name] != nil } else { false }
    }
}

extension LabGateway.Log {
    /// The most charge requests in any second, wherever it begins.
    var mostInAnySecond: Int {
        var most = 0
        var first = 0
        let posts = posts.sorted()
        for (index, post) in posts.enumerated() {
            while posts[first] <= post - 1000 { first += 1 }
            most = max(most, index - first + 1)
        }
        return most
    }
}

extension World {
    func alerts() throws -> Set<String> {
        Set(try (tenants + [.sole]).flatMap { try all(Alert.self, $0).map(\.kind.rawValue) })
    }
}
