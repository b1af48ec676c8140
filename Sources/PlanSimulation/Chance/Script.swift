import Plans

/// What customers do in three months, the same for the same seed and whatever comes of it: nothing is left to chance once it is written.
///
/// So two performances of it can be compared. Acts are days apart, at minutes that are their own, so that it makes no difference to
/// what is owed when a crash delays something by a few minutes.
struct Script {
    /// One customer, with an account `a0`, a line `l0` and a card or a PayPal account `m0`.
    struct Customer {
        var number: Int
        var zone: ZoneName
        var balance: Int64
        var kind: PaymentMethod.Kind
        var behaviour: LabGateway.Behaviour
    }

    struct Act {
        enum Deed {
            case buy(plan: String, PaymentSource)
            case confirm
            case deposit(Int64)
            case change(plan: String, PlanChangeMode)
            case pause, resume, disable, refund
        }

        var at: Instant
        var customer: Int
        var deed: Deed
        /// Names what the act makes: it is the same when it is done again.
        var name: String
    }

    static let start = Instant(seconds: 1_767_268_800)  // noon
    static let end = start + 100 * .secondsPerDay

    private(set) var customers: [Customer] = []
    /// In the order in which they are done.
    private(set) var acts: [Act] = []

    init(seed: UInt64) {
        var chance = Chance(seed: seed)
        for number in 0..<4 {
            let kind = chance.pick(PaymentMethod.Kind.allCases) ?? .card
            customers.append(
                Customer(
                    number: number,
                    zone: chance.happens(50) ? .lima : ZoneName("America/New_York"),
                    balance: Int64.random(in: 0...20_000, using: &chance),
                    kind: kind,
                    behaviour: chance.pick(LabGateway.Behaviour.allCases) ?? .ok
                )
            )
            let source: PaymentSource = chance.pick([.balance, kind == .card ? .card : .payPal]) ?? .balance
            let plan = chance.pick(SimulatedPlans.codes) ?? "day"
            var deeds: [(Int64, Act.Deed)] = [(0, .buy(plan: plan, source)), (1, .confirm)]
            for _ in 0..<7 {
                deeds.append((Int64.random(in: 2...95, using: &chance), Self.deed(source, &chance)))
            }
            for (index, (day, deed)) in deeds.sorted(by: { $0.0 < $1.0 }).enumerated() {
                let minute = Int64(17 * index + 3 * number)
                acts.append(
                    Act(
                        at: Self.start + day * .secondsPerDay + minute * 60,
                        customer: number,
                        deed: deed,
                        name: "c\(number).\(index)"
                    )
                )
            }
        }
        acts.sort { ($0.at, $0.name) < ($1.at, $1.name) }
    }

    private static func deed(_ source: PaymentSource, _ chance: inout Chance) -> Act.Deed {
        let plan = chance.pick(SimulatedPlans.codes) ?? "day"
        switch Int.random(in: 0..<10, using: &chance) {
        case 0, 1: return .deposit(Int64.random(in: 100...9_000, using: &chance))
        case 2, 3: return .change(plan: plan, chance.pick(PlanChangeMode.allCases) ?? .immediate)
        case 4: return .pause
        case 5: return .resume
        case 6: return .disable
        case 7: return .refund
        case 8: return .confirm
        default: return .buy(plan: plan, source)
        }
    }
}
