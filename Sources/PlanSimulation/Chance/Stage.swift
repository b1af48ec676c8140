import Plans

/// Where a run takes place: who is there, what they do and how often, and what goes wrong.
public struct Stage: Sendable {
    /// One thing that happens.
    enum Event: Sendable {
        /// A worker does one thing, or what it waits for comes in.
        case work
        case time
        /// A process will end before one of the next changes, or at the end of one of the next transactions.
        case crashBeforeChange, crashBeforeCommit
        /// A process ends between two steps, and another begins.
        case restart
        /// Somebody acts.
        case act
        /// The record of a subscription cannot be read any more, until all such records are repaired.
        case spoil, repair
    }

    /// Something that people do.
    enum Act: Sendable {
        case buy, confirm, enable, disable, change, pause, resume, deposit, topUp, addMethod, refund, decide
    }

    /// How often one of several things happens, out of as many as there are together.
    typealias Odds<Thing> = [(thing: Thing, weight: Int)]

    public var name: String
    /// How many steps there are with faults, before everything comes to rest.
    public var steps: Int
    /// How many there are. Each has two lines and a means of payment.
    var customers: Int
    /// Whether each customer has bought a plan for each line when it begins.
    var isOpen = false
    var plans: [SimulatedPlans.Offer]
    var zones: [ZoneName]
    var locales: [String]
    var sources: [PaymentSource]
    /// How much people put into their balance, minor units.
    var deposits: ClosedRange<Int64>
    /// How many renewals go into one transaction.
    var batch: Int
    var callsPerSecond: Int64
    var events: Odds<Event>
    var acts: Odds<Act>
    /// Whether time passes when all workers are idle, and only then.
    var waitsForWorkers = false
    /// How many changes from now a process ends, at most.
    var crashesWithin: Int
    /// How many of a hundred notices and orders get out at once.
    var notices: Int
    var orders: Int
    /// What chance chooses from for each provider.
    var faults: Faults

    /// Percentages, and for the delay milliseconds.
    struct Faults: Sendable {
        var lostRequests, lostAnswers, busy, softDeclines, hardDeclines: [Int]
        var longestDelays: [Int64]
    }
}

extension Stage {
    /// A shop of two customers in which everything goes wrong all the time: it finds the rare coincidences.
    public static let narrow = Stage(
        name: "narrow",
        steps: 600,
        customers: 2,
        plans: SimulatedPlans.few,
        zones: [.lima, ZoneName("America/New_York")],
        locales: ["es", "en"],
        sources: [.balance, .card, .payPal],
        deposits: 1...6_000,
        batch: 4,
        callsPerSecond: 10,
        events: [
            (.work, 65), (.time, 15), (.crashBeforeChange, 2), (.crashBeforeCommit, 2), (.restart, 2), (.act, 14),
        ],
        acts: [
            (.buy, 2), (.confirm, 1), (.enable, 1), (.disable, 1), (.change, 2), (.pause, 1), (.resume, 1), (.topUp, 1),
            (.addMethod, 1), (.refund, 1), (.decide, 1), (.confirm, 2),
        ],
        crashesWithin: 30,
        notices: 90,
        orders: 95,
        faults: Faults(
            lostRequests: [0, 5, 20],
            lostAnswers: [0, 5, 20],
            busy: [0, 5],
            softDeclines: [0, 10, 30],
            hardDeclines: [0, 3],
            longestDelays: [0, 2_000, 90_000]
        )
    )

    /// A shop of some hundred customers as it is on most days: whole batches are due, nearly all of them can be paid, and now and then
    /// something goes wrong. It finds what goes wrong among many.
    public static let wide = Stage(
        name: "wide",
        steps: 60_000,
        customers: 500,
        isOpen: true,
        plans: SimulatedPlans.many,
        zones: [.lima, ZoneName("America/New_York"), ZoneName("Europe/Madrid"), ZoneName("Asia/Shanghai"), .lima],
        locales: ["es", "en", "zh"],
        sources: Array(repeating: .balance, count: 17) + [.card, .card, .payPal],
        deposits: 5_000...40_000,
        batch: 100,
        callsPerSecond: 100,
        events: [
            (.work, 9_760), (.crashBeforeChange, 5), (.crashBeforeCommit, 5), (.restart, 5), (.act, 220), (.spoil, 3),
            (.repair, 2),
        ],
        acts: [
            (.deposit, 60), (.buy, 8), (.confirm, 12), (.enable, 2), (.disable, 1), (.change, 4), (.pause, 1),
            (.resume, 2), (.topUp, 3), (.addMethod, 1), (.refund, 2), (.decide, 4),
        ],
        waitsForWorkers: true,
        crashesWithin: 3_000,
        notices: 99,
        orders: 99,
        faults: Faults(
            lostRequests: [0, 1],
            lostAnswers: [0, 1],
            busy: [0, 1],
            softDeclines: [1, 3],
            hardDeclines: [0, 1],
            longestDelays: [0, 2_000]
        )
    )
}

extension Chance {
    /// One of several things, each as often as its weight says.
    mutating func draw<Thing>(_ odds: Stage.Odds<Thing>) -> Thing? {
        var left = Int.random(in: 0..<odds.reduce(0) { $0 + $1.weight }, using: &self)
        for (thing, weight) in odds {
            if left < weight { return thing }
            left -= weight
        }
        return nil
    }
}
