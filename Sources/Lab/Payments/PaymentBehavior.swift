/// What a means of payment does when it is charged at the laboratory.
public enum PaymentBehavior: Hashable, Sendable {
    case ok
    /// Too little money, so many times; then all is well.
    case soft(times: Int)
    /// Stolen: declined each time.
    case hard
    /// The customer has to confirm at the bank.
    case actionRequired
    /// Charged, and the connection stays open without an answer.
    case hang
    /// Charged, and answered with 500, which is also what a second request of the key gets.
    case chargedThenError
    /// The request is lost before it arrives, so many times.
    case dropRequest(times: Int)
    /// Charged, and the answer is lost, so many times; then it arrives.
    case dropAnswer(times: Int)
    /// Charged after so many milliseconds, in which a second request of the key is refused.
    case slow(milliseconds: Int)
    /// Neither charged nor declined until the laboratory is told to settle.
    case pending

    /// Reads a name, and a number behind a colon where it takes one: `ok`, `soft:3`, `slow:2000`.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        let number = parts.count == 2 ? Int(parts[1]) : 1
        guard let name = parts.first, let number, number >= 0 else { return nil }
        switch name {
        case "ok": self = .ok
        case "soft": self = .soft(times: number)
        case "hard": self = .hard
        case "action_required": self = .actionRequired
        case "hang": self = .hang
        case "charged_then_500": self = .chargedThenError
        case "drop_request": self = .dropRequest(times: number)
        case "drop_answer": self = .dropAnswer(times: number)
        case "slow": self = .slow(milliseconds: number)
        case "pending": self = .pending
        default: return nil
        }
    }
}
