import PlanStores
import Plans

// A process that sells and renews on a store as fast as it can, so that it can be killed in the middle of anything.
//
//   KillDriver set-up STORE TRUTH START     makes the store
//   KillDriver run STORE TRUTH START        works until it is killed
//   KillDriver judge STORE TRUTH START      brings to an end what is under way, then compares the books; prints what is wrong
//
// START is when the clock began to run fast, in milliseconds since 1970.

let arguments = CommandLine.arguments
guard arguments.count == 5, let start = Int64(arguments[4]) else {
    fail("usage: KillDriver set-up|run|judge STORE TRUTH START")
}
do {
    let shop = try KillShop(store: arguments[2], truth: arguments[3], start: start)
    switch arguments[1] {
    case "set-up": try shop.setUp()
    case "run": try shop.run()
    case "judge":
        let verdict = try shop.judge()
        for line in verdict.wrongs { print("wrong: \(line)") }
        print(verdict.summary)
        if !verdict.wrongs.isEmpty { leave(1) }
    default: fail("there is no \(arguments[1])")
    }
} catch {
    fail("\(error)")
}
