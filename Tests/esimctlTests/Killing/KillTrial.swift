import Foundation
import TestSupport

/// A store on which `esimctl` sells and renews, and is killed at it again and again, while `esimctl lab payments` plays the providers.
///
/// Nothing but commands touches the store. The clock is that of a trial and moves on from kill to kill, by a minute or by a day.
final class KillTrial {
    /// A command that was to end by itself did not do what it should.
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    private let folder: TemporaryFolder
    let lab: PaymentLab
    private var now = 1_767_225_600
    /// How many processes were killed before they had ended.
    private(set) var kills = 0
    /// The next line that has no plan yet.
    private var nextLine = 0

    static let accounts = 6
    private static let lines = 24
    private static let codes = 600

    var noticeFile: URL { folder.file("notices.txt") }

    init() async throws {
        folder = try TemporaryFolder()
        lab = try PaymentLab()
        _ = try folder.write(Array(Self.catalog.utf8), to: "plans.json")
        let codes = (1...Self.codes).map { "LPA:1$rsp.example.com$KILL-\($0)\n" }.joined()
        _ = try folder.write(Array(codes.utf8), to: "codes.txt")
        try await done(["plan", "import", "plans.json"])
        try await done(["inventory", "new-key", "codes.key"])
        try await done(["inventory", "import", "codes.txt", "--profile-type", "any"])
        for number in 0..<Self.accounts {
            try await done(["account", "create", "a\(number)", "--email", "a\(number)@example.com"])
            try await done(["account", "top-up", "a\(number)", "USD 100000", "--cash", "r1"])
            let add = ["account", "payment-method", "add", "a\(number)"]
            try await done(add + ["card\(number)", "--kind", "card", "--token", "pm_\(number)", "--default"])
            try await done(add + ["paypal\(number)", "--kind", "paypal", "--token", "vault_\(number)"])
        }
    }

    private static let catalog = """
        {"schema": "esimctl.catalog/1", "carrier": "claro", "currency": "USD", "zone": "America/Lima",
         "tax": {"basisPoints": 1800, "included": true}, "effectiveFrom": "2025-01-01", "plans": [
         {"code": "daily", "profileType": "any", "category": "short_term_data", "price": "5.00",
          "interval": {"count": 1, "unit": "day"}, "autoRenewable": true, "graceDays": 3, "retryDays": [1, 2],
          "names": {"es": "Diario"}}]}
        """

    // MARK: Commands

    private var environment: [String: String] {
        lab.environment.merging(
            ["ESIMCTL_STORE": "plans.sqlite", "ESIMCTL_KEY_FILE": "codes.key", "ESIMCTL_NOW": "\(time)", "LC_ALL": "C"]
        ) { $1 }
    }

    private var time: String {
        Date(timeIntervalSince1970: TimeInterval(now)).ISO8601Format()
    }

    /// Runs a command to its end. Where another has been further ahead in time, time goes on from there.
    func run(_ arguments: [String]) async throws -> Tool.Output {
        let run = try await Program.run(arguments, environment: environment, in: folder.url)
        if let rest = run.errorText.firstRange(of: "it has been ").map({ run.errorText[$0.upperBound...] }),
            let word = rest.split(separator: " ").first, let date = try? Date(String(word), strategy: .iso8601)
        {
            now = max(now, Int(date.timeIntervalSince1970))
        }
        return run
    }

    @discardableResult
    func done(_ arguments: [String]) async throws -> String {
        let run = try await run(arguments)
        guard run.status == 0 else {
            throw Failed(description: "\(arguments.joined(separator: " ")): \(run.status) \(run.errorText)")
        }
        return run.text
    }

    func pass(seconds: Int) {
        now += seconds
    }

    /// Starts a command so many times at once and kills each of them at a random moment, unless it has ended by then.
    ///
    /// - Returns: what the last has printed; `nil` when it was killed.
    private func kill(_ arguments: [String], times count: Int = 1) async throws -> String? {
        let output = folder.file("output.txt")
        var running: [(process: Process, end: ContinuousClock.Instant)] = []
        for _ in 0..<count {
            _ = FileManager.default.createFile(atPath: output.path, contents: nil)
            let stream = try FileHandle(forWritingTo: output)
            defer { try? stream.close() }
            let process = Process()
            process.executableURL = URL(filePath: Program.path)
            process.arguments = arguments
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            process.currentDirectoryURL = folder.url
            process.standardOutput = stream
            process.standardError = FileHandle.nullDevice
            try process.run()
            running.append((process, .now + .milliseconds(Int.random(in: 5...250))))
        }
        var isKilled = false
        for (process, end) in running.sorted(by: { $0.end < $1.end }) {
            // Its end is not to be missed by much, or time is lost.
            while process.isRunning, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(1)) }
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            isKilled = process.terminationReason == .uncaughtSignal
            if isKilled { kills += 1 }
        }
        return isKilled ? nil : try String(contentsOf: output, encoding: .utf8)
    }

    // MARK: What happens

    /// Something happens: time passes, a means of payment becomes better or worse, and one or two processes are killed.
    func happen() async throws {
        pass(seconds: [70, 70, 600, 20_000, 86_400].randomElement() ?? 70)
        let method = "\(["pm", "vault"].randomElement() ?? "pm")_\(Int.random(in: 0..<Self.accounts))"
        // Numbers that are never reached: until it is set anew.
        let behaviors = [
            "ok", "ok", "ok", "ok", "ok", "ok", "ok", "soft:1000000", "drop_request:2", "drop_answer:1000000",
            "charged_then_500", "slow:200", "pending",
        ]
        try lab.set(behaviors.randomElement() ?? "ok", of: method)
        if Bool.random() { try lab.settle() }
        switch Int.random(in: 0..<6) {
        case 0, 1: try await sell()
        case 2: _ = try await kill(Self.renewing, times: 2)
        default: _ = try await kill(Self.renewing)
        }
    }

    private static let renewing = ["renew", "run", "--notices", "notices.txt"]

    /// Orders a plan for the next line. What was killed is ordered again the next time, in the same words.
    private func sell() async throws {
        let line = nextLine % Self.lines
        let account = "a\(line % Self.accounts)"
        try await done(["account", "log-in", account])
        let sold = try await kill([
            "provision", "--account", account, "--line", "L\(line)", "--plan", "daily", "--auto-renew", "--pay-with",
            ["balance", "card", "paypal"][line / Self.accounts % 3], "--format", "json",
        ])
        // It may have let time pass while it waited for the payment.
        pass(seconds: 300)
        guard let sold else { return }
        nextLine += 1
        struct Sold: Decodable { var subscription: String; var confirmationToken: String? }
        guard let one = try? JSONDecoder().decode(Sold.self, from: Data(sold.utf8)), let token = one.confirmationToken
        else { return }
        _ = try await run(["renew", "confirm", one.subscription, token])
    }
}
