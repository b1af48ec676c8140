/// The provider's own books, whatever API it is asked through: what was charged, given back, and under which keys.
struct PaymentBooks: Sendable {
    /// A charge as the laboratory knows it to be true.
    struct Charge: Hashable, Sendable, Codable {
        enum State: String, Hashable, Sendable, Codable {
            case succeeded, declined, pending
        }
        var id: String
        var provider: String
        /// The idempotency key under which it came.
        var key: String
        var method: String
        var amount: Int64
        /// The amount as PayPal's API had it, as in `29.90`.
        var sum: String?
        var currency: String
        var metadata: [String: String]
        var state: State
        /// Why it was declined.
        var code: String?
        var refunded: Int64 = 0
        var createdAt: Int64
    }

    /// What is known of a key.
    private struct Key: Sendable {
        var fingerprint: String
        var seenAt: Int64
        /// `nil` while the first request is at work.
        var answer: Answer?
    }

    /// A finished answer, to be given again.
    struct Answer: Hashable, Sendable {
        var status: Int
        var body: String
    }

    private(set) var charges: [Charge] = []
    private var keys: [String: Key] = [:]
    private var triesOfMethod: [String: Int] = [:]
    private var nextNumber = 1
    var behaviors: [String: PaymentBehavior] = [:]
    var limitPerSecond: Int?
    private var recentRequests: [Int64] = []

    /// Whether one more request at `now`, in milliseconds, is too many.
    mutating func isOverLimit(at now: Int64) -> Bool {
        guard let limitPerSecond else { return false }
        recentRequests.removeAll { $0 <= now - 1000 }
        guard recentRequests.count < limitPerSecond else { return true }
        recentRequests.append(now)
        return false
    }

    /// What a request of a key is.
    enum Standing: Hashable, Sendable {
        case first
        /// Under way on another connection.
        case busy
        case known(Answer)
        /// Known with another request.
        case other
    }

    /// Notes a key, and says what is known of it.
    mutating func stand(_ key: String, _ fingerprint: String, at now: Int64, keyLifetime: Int64) -> Standing {
        if let known = keys[key], now - known.seenAt < keyLifetime * 1000 {
            guard known.fingerprint == fingerprint else { return .other }
            return known.answer.map { .known($0) } ?? .busy
        }
        keys[key] = Key(fingerprint: fingerprint, seenAt: now, answer: nil)
        return .first
    }

    /// Keeps the answer for further requests of the key.
    mutating func keep(_ answer: Answer, under key: String) {
        keys[key]?.answer = answer
    }

    mutating func newID(_ prefix: String) -> String {
        defer { nextNumber += 1 }
        return "\(prefix)_lab\(nextNumber)"
    }

    /// Counts a try of a method: 1 for the first.
    mutating func countTry(of method: String) -> Int {
        triesOfMethod[method, default: 0] += 1
        return triesOfMethod[method] ?? 1
    }

    mutating func add(_ charge: Charge) {
        charges.append(charge)
    }

    /// Changes a charge; `nil` when there is none of that name.
    mutating func update<Result>(_ id: String, _ body: (inout Charge) -> Result) -> Result? {
        guard let index = charges.firstIndex(where: { $0.id == id }) else { return nil }
        return body(&charges[index])
    }

    func charge(_ id: String) -> Charge? { charges.first { $0.id == id } }
}
