import Foundation
import TestSupport

/// A store in a folder of its own, and commands on it at any time.
struct PlanTrial: ~Copyable {
    let folder: TemporaryFolder
    static let start = "2026-01-31T13:00:00Z"

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Runs a command at a time; `nil` is the true one. With a laboratory, cards and PayPal can be charged. The variables are for what
    /// is to be otherwise than it is set up by that.
    func run(
        _ arguments: [String],
        at time: String? = PlanTrial.start,
        input: [UInt8] = [],
        lab: PaymentLab? = nil,
        with variables: [String: String] = [:]
    ) async throws -> Tool.Output {
        var environment = (lab?.environment ?? [:]).merging(variables) { $1 }
        environment["ESIMCTL_STORE"] = "plans.sqlite"
        environment["ESIMCTL_NOW"] = time ?? ""
        return try await Program.run(arguments, input: input, environment: environment, in: folder.url)
    }

    /// A catalog, a customer who is logged in, and money in the balance.
    static func withCustomer(balance: String = "100.00") async throws -> PlanTrial {
        let trial = try PlanTrial()
        let catalogs = ["claro", "movistar"].map {
            Fixture.root.appending(path: "Examples/catalogs/\($0)-pe.json").path
        }
        _ = try await trial.run(["plan", "import"] + catalogs)
        _ = try await trial.run(["account", "create", "ana", "--email", "ana@example.com", "--log-in"])
        if balance != "0" { _ = try await trial.run(["account", "top-up", "ana", balance, "--cash", "r1"]) }
        return trial
    }

    /// Adds the plans of a carrier whose prices are in dollars, which PayPal takes: `dollar-data-7d` and others.
    func addDollarPlans() async throws {
        let catalog = Fixture.root.appending(path: "Examples/catalogs/claro-pe.json")
        let text = try String(contentsOf: catalog, encoding: .utf8)
            .replacing("\"PEN\"", with: "\"USD\"").replacing("\"claro-", with: "\"dollar-")
        _ = try folder.write(Array(text.utf8), to: "dollars.json")
        _ = try await run(["plan", "import", "dollars.json"])
    }

    /// Buys the monthly plan; gives the token of the offer to renew it.
    func purchase(_ plan: String = "claro-combined-month") async throws -> String? {
        let bought = try await run([
            "subscription", "purchase", "s1", "--account", "ana", "--line", "L1", "--plan", plan, "--auto-renew",
            "--format", "json",
        ])
        let document = try JSONSerialization.jsonObject(with: Data(bought.standardOutput)) as? [String: Any]
        let result = (document?["results"] as? [[String: Any]])?.first
        return result?["token"] as? String
    }
}
