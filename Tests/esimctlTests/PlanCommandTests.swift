import Foundation
import TestSupport
import Testing

@Suite struct `Commands on plan records` {
    @Test func `renew nothing before the customer has confirmed`() async throws {
        let trial = try await PlanTrial.withCustomer()
        let token = try #require(try await trial.purchase())
        #expect(token.count == 14)
        _ = try await trial.run(["renew", "run"], at: "2026-02-28T13:00:00Z")
        let shown = try await trial.run(["renew", "show", "s1"], at: "2026-02-28T13:00:00Z")
        #expect(shown.text.contains("State: expired"))
        let account = try await trial.run(["account", "show", "ana"], at: "2026-02-28T13:00:00Z")
        #expect(account.text.contains("PEN 60.10"))
    }

    @Test func `take the right token only, within 15 minutes of the login`() async throws {
        let trial = try await PlanTrial.withCustomer()
        let token = try #require(try await trial.purchase())
        let wrong = try await trial.run(["renew", "confirm", "s1", "AAAA-BBBB-CCCC"])
        #expect(wrong.status == 2 && wrong.errorText.contains("confirms no offer"))
        let late = try await trial.run(["renew", "confirm", "s1", token], at: "2026-01-31T13:15:00Z")
        #expect(late.status == 2 && late.errorText.contains("log in first"))
        _ = try await trial.run(["account", "log-in", "ana"], at: "2026-01-31T13:16:00Z")
        let right = try await trial.run(
            ["renew", "confirm", "s1", token.lowercased().replacing("-", with: " ")],
            at: "2026-01-31T13:17:00Z"
        )
        #expect(right.status == 0 && right.text.contains("Auto-renewal: on"))
        let run = try await trial.run(["renew", "run"], at: "2026-02-28T13:00:00Z")
        #expect(run.text == "s1: renewed, PEN 39.90\n")
        let again = try await trial.run(["renew", "run"], at: "2026-02-28T13:00:00Z")
        #expect(again.text == "nothing was due\n")
    }

    @Test(arguments: ["en", "es", "zh"])
    func `explain the next charge in every language`(language: String) async throws {
        let trial = try await PlanTrial.withCustomer(balance: "50.00")
        let token = try #require(try await trial.purchase())
        _ = try await trial.run(["renew", "confirm", "s1", token])
        let run = try await trial.run(["renew", "explain", "s1", "--lang", language])
        #expect(run.status == 0)
        try expectSnapshot(run.text, "plans/explain-\(language).txt")
    }

    @Test func `only say what is due in a dry run`() async throws {
        let trial = try await PlanTrial.withCustomer()
        let token = try #require(try await trial.purchase())
        _ = try await trial.run(["renew", "confirm", "s1", token])
        for _ in 0..<2 {
            let run = try await trial.run(["renew", "run", "--dry-run"], at: "2026-02-28T13:00:00Z")
            #expect(run.text.contains("collect  PEN 39.90  balance"))
        }
        let shown = try await trial.run(["renew", "show", "s1"])
        #expect(shown.text.contains("28 February 2026") && !shown.errorText.contains("already"))
    }

    @Test(arguments: [
        ["--token", "4242 4242 4242 4242"], ["--token", "4111111111111111"], ["--token", "378282246310005"],
        ["--token", "pm_4242-4242-4242-4242"], ["--token", "4242424242424241"],
    ])
    func `take no card number`(arguments: [String]) async throws {
        let trial = try await PlanTrial.withCustomer()
        let run = try await trial.run(
            ["account", "payment-method", "add", "ana", "card-1", "--kind", "card"] + arguments
        )
        #expect(run.status == 65 && run.text.isEmpty)
        #expect(!run.errorText.contains("4242") && !run.errorText.contains("1111") && !run.errorText.contains("8282"))
    }

    @Test(arguments: [["--token-file", "token.txt"], ["--token-file", "-"]])
    func `take a provider's token from a file or standard input`(arguments: [String]) async throws {
        let trial = try await PlanTrial.withCustomer()
        _ = try trial.folder.write(Array("pm_1NvABCdef\n".utf8), to: "token.txt")
        let add = ["account", "payment-method", "add", "ana", "card-1", "--kind", "card"]
        let run = try await trial.run(add + arguments, input: Array(" pm_1NvABCdef\r\n".utf8))
        #expect(run.status == 0 && !run.errorText.contains("pm_"), "\(run.errorText)")
        #expect(try await trial.run(["store", "export"]).text.contains(#""pm_1NvABCdef""#))
        #expect(try await trial.run(add + arguments + ["--token", "pm_2"]).status == 64)
        #expect(try await trial.run(add).status == 64)
        let number = try await trial.run(add + ["--token-file", "-"], input: Array("4242424242424242\n".utf8))
        #expect(number.status == 65 && !number.errorText.contains("4242"))
    }

    @Test(arguments: [
        ("10,50", "'10,50' is no amount of money", "with 2 decimals"), ("20.005", "'20.005'", "with 2 decimals"),
        ("0", "'0': an amount is more than 0", "amount"), ("JPY 5.5", "'JPY 5.5'", "without decimals"),
        ("LPA:1$rsp.example.com$SECRET", "****", "hint: write it"), ("04386-AGYFT", "'****'", "hint: write it"),
    ])
    func `quote an amount that is none and say how it is written, but nothing secret`(
        amount: String,
        message: String,
        hint: String
    ) async throws {
        let trial = try PlanTrial()
        let run = try await trial.run(["account", "top-up", "ana", amount, "--cash", "r1"])
        #expect(run.status == 64 && run.errorText.contains(message) && run.errorText.contains(hint), "\(run.errorText)")
        #expect(!run.errorText.contains("SECRET") && !run.errorText.contains("AGYFT"))
    }

    @Test func `say of a number below 0 why it is not taken`() async throws {
        let run = try await PlanTrial().run(["account", "top-up", "ana", "-5", "--cash", "r1"])
        #expect(run.status == 64 && run.errorText.contains("a number is 0 or more"), "\(run.errorText)")
    }

    @Test func `quote a name that is none, but no code that was put in its place`() async throws {
        let trial = try PlanTrial()
        let run = try await trial.run(["account", "show", "L B"])
        #expect(run.status == 64 && run.errorText.contains("'L B' is no name"), "\(run.errorText)")
        let code = try await trial.run(["account", "show", "LPA:1$rsp.example.com$SECRET-7"])
        #expect(code.status == 64 && !code.errorText.contains("SECRET"), "\(code.errorText)")
    }

    @Test func `tell how a customer's plan stands in the words of the plan itself, on the customer's clock`()
        async throws
    {
        let trial = try await PlanTrial.withCustomer()
        _ = try await trial.purchase()
        let shown = try await trial.run(["account", "show", "ana", "--lang", "es"])
        #expect(shown.text.contains("activo, until 28 de febrero de 2026 a las 08:00, hora de Lima"), "\(shown.text)")
        #expect(try await trial.run(["subscription", "show", "s1"]).text.contains("  balance  "))
    }

    @Test func `say that no gateway is set up rather than begin what cannot be paid`() async throws {
        let trial = try await PlanTrial.withCustomer()
        let added = try await trial.run([
            "account", "payment-method", "add", "ana", "card-1", "--kind", "card", "--token", "pm_1NvABCdef", "--last4",
            "4242", "--expires", "2030-12", "--default",
        ])
        #expect(added.status == 0, "\(added.errorText)")
        for source in ["card", "card-1"] {
            let run = try await trial.run([
                "subscription", "purchase", "s1", "--account", "ana", "--line", "L1", "--plan", "claro-data-7d",
                "--pay-with", source,
            ])
            #expect(run.status == 69 && run.errorText.contains("no gateway"))
        }
        let topUp = try await trial.run(["account", "top-up", "ana", "10", "--reference", "t1"])
        #expect(topUp.status == 69)
        let list = try await trial.run(["subscription", "list", "--format", "json"])
        #expect(list.text == #"{"results":[],"schema":"esimctl.subscription/1"}"# + "\n")
    }

    @Test func `renew what they can while a provider is not set up, and the rest when it is`() async throws {
        let trial = try await PlanTrial.withCustomer()
        let lab = try PaymentLab()
        _ = try await trial.run(["account", "payment-method", "add", "ana", "c1", "--kind", "card", "--token", "pm_1"])
        for (name, source) in [("s1", "card"), ("s2", "balance")] {
            let bought = try await trial.run(
                [
                    "subscription", "purchase", name, "--account", "ana", "--line", "L-\(name)", "--plan",
                    "claro-combined-month", "--auto-renew", "--pay-with", source, "--format", "json",
                ],
                lab: lab
            )
            let token = try #require(bought.text.firstMatch(of: #/"token":"([^"]+)"/#)?.1)
            _ = try await trial.run(["renew", "confirm", name, String(token)], lab: lab)
        }
        let run = try await trial.run(["renew", "run"], at: "2026-02-28T13:00:00Z")
        #expect(run.status == 69 && run.text.contains("s2: renewed, PEN 39.90") && !run.text.contains("s1"))
        #expect(run.errorText.contains("stripe: no gateway is set up here"))
        let alerts = try await trial.run(["ops", "alerts"], at: "2026-02-28T13:00:00Z")
        #expect(alerts.status == 1 && alerts.text.contains("gateway_missing"))
        let later = try await trial.run(["renew", "run"], at: "2026-02-28T13:02:00Z", lab: lab)
        #expect(later.status == 0 && later.text.contains("s1: renewed, PEN 39.90"), "\(later.errorText)")
    }

    @Test func `take no amount that is more than any may be`() async throws {
        let trial = try await PlanTrial.withCustomer()
        for amount in ["92233720368547758.07", "10000000000000.01", "10000000000000.00"] {
            let run = try await trial.run(["account", "top-up", "ana", "--cash", "c17", "--", amount])
            #expect(run.status == 65, "\(amount): \(run.errorText)")
        }
    }

    @Test func `close an alert only when it is for a person to close`() async throws {
        let trial = try await PlanTrial.withCustomer()
        for (alert, subject) in [("account_unreachable", "ana"), ("subscription_parked", "s1"), ("nonsense", "s1")] {
            let run = try await trial.run(["ops", "close-alert", alert, subject])
            #expect(run.status == (alert == "nonsense" ? 64 : 65), "\(run.errorText)")
        }
    }

    @Test func `charge nothing that a customer has taken back`() async throws {
        let trial = try await PlanTrial.withCustomer()
        let lab = try PaymentLab()
        let methods = ["account", "payment-method"]
        let add = [
            "add", "ana", "visa", "--kind", "card", "--token", "pm_1", "--last4", "4242", "--expires", "2030-12",
        ]
        _ = try await trial.run(methods + add + ["--default"])
        let bought = try await trial.run(
            [
                "subscription", "purchase", "s1", "--account", "ana", "--line", "L1", "--plan", "claro-data-7d",
                "--auto-renew", "--pay-with", "card", "--format", "json",
            ],
            lab: lab
        )
        let token = try #require(bought.text.firstMatch(of: #/"token":"([^"]+)"/#)?.1)
        _ = try await trial.run(["renew", "confirm", "s1", String(token)])
        let list = try await trial.run(methods + ["list", "ana"])
        #expect(list.text.contains("visa  card  4242   2030-12  valid   default") && !list.text.contains("pm_1"))
        let removed = try await trial.run(methods + ["remove", "ana", "visa"])
        #expect(removed.status == 0 && removed.errorText.contains("renew enable s1"))
        #expect(try await trial.run(methods + ["remove", "ana", "visa"]).status == 65)
        let run = try await trial.run(["renew", "run", "--until-idle"], at: "2026-02-07T13:00:00Z", lab: lab)
        #expect(run.text.contains("s1: charge.declined"), "\(run.text)")
        #expect(try lab.truth().count == 1)
        let shown = try await trial.run(["renew", "show", "s1"], at: "2026-02-07T13:00:00Z")
        #expect(shown.text.contains("State: suspended") && shown.text.contains("Next charge: nothing will be charged"))
    }

    @Test(arguments: ["card", "paypal"])
    func `take a provider's message in and settle what waits for it`(kind: String) async throws {
        let trial = try await PlanTrial.withCustomer()
        try await trial.addDollarPlans()
        let lab = try PaymentLab()
        try lab.set("pending", of: "m_1")
        _ = try await trial.run(["account", "payment-method", "add", "ana", "m", "--kind", kind, "--token", "m_1"])
        let bought = try await trial.run(
            [
                "subscription", "purchase", "s1", "--account", "ana", "--line", "L1", "--plan", "dollar-data-7d",
                "--pay-with", "m",
            ],
            lab: lab
        )
        #expect(bought.status == 2 && bought.errorText.contains("not paid yet"))
        try lab.settle()
        let posted = try #require(lab.webhooks().first)
        func receive(_ headers: [String: String]) async throws -> Tool.Output {
            let options = headers.flatMap { ["--header", "\($0.key): \($0.value)"] }
            let command = ["ops", "webhook", "--provider", kind == "card" ? "stripe" : "paypal"]
            return try await trial.run(command + options, input: Array(posted.body.utf8), lab: lab)
        }
        #expect(try await receive([:]).status == 65)
        let forged = posted.headers.mapValues { $0.replacing("=", with: "=0") }
        #expect(try await receive(forged).status == 65)
        let taken = try await receive(posted.headers)
        #expect(taken.status == 0 && taken.errorText.contains("s1 was looked at"), "\(taken.errorText)")
        #expect(try await trial.run(["renew", "show", "s1"]).text.contains("State: active"))
        #expect(try await receive(posted.headers).errorText.contains("nothing waited for it"))
    }

    @Test func `keep trials and real stores apart`() async throws {
        let trial = try await PlanTrial.withCustomer()
        let real = try await trial.run(["account", "show", "ana"], at: nil)
        #expect(real.status == 78 && real.errorText.contains("store of a trial"))
        let other = try PlanTrial()
        let created = try await other.run(["account", "create", "bea"], at: nil)
        #expect(created.status == 0 && !created.errorText.contains("trial"))
        let mixed = try await other.run(["renew", "run"], at: "2030-01-01")
        #expect(mixed.status == 78 && mixed.errorText.contains("real store"))
        let file = try FileManager.default.attributesOfItem(atPath: other.folder.file("plans.sqlite").path)
        #expect((file[.posixPermissions] as? Int).map { $0 & 0o077 } == 0)
    }

    @Test func `bring the same money in, and give it back, once`() async throws {
        let trial = try await PlanTrial.withCustomer()
        let again = try await trial.run(["account", "top-up", "ana", "100.00", "--cash", "r1"])
        #expect(again.text == "ana: PEN 100.00\n")
        _ = try await trial.purchase()
        for _ in 0..<2 {
            let refund = try await trial.run(["ops", "refund", "s1.first.1", "10.00", "--reference", "case-1"])
            #expect(refund.status == 0)
        }
        #expect(try await trial.run(["account", "show", "ana"]).text.contains("PEN 70.10"))
        let tooMuch = try await trial.run(["ops", "refund", "s1.first.1", "30.00", "--reference", "case-2"])
        #expect(tooMuch.status == 65 && tooMuch.errorText.contains("no more than PEN 29.90"))
    }

    @Test func `change a plan without paying for two`() async throws {
        let trial = try await PlanTrial.withCustomer()
        let token = try #require(try await trial.purchase())
        _ = try await trial.run(["renew", "confirm", "s1", token])
        let change = try await trial.run(
            ["subscription", "change-plan", "L1", "--to", "claro-combined-30d", "--as", "s2"],
            at: "2026-02-07T13:00:00Z"
        )
        #expect(
            change.status == 0 && change.errorText.contains("credited for unused days of s1"),
            "\(change.errorText)"
        )
        let shown = try await trial.run(["renew", "show", "s1"], at: "2026-02-07T13:00:00Z")
        #expect(shown.text.contains("Auto-renewal: off") && shown.text.contains("State: canceled"))
        let other = try await trial.run(
            ["subscription", "change-plan", "L1", "--to", "movistar-stay-30d", "--as", "s3"],
            at: "2026-02-07T13:00:00Z"
        )
        #expect(other.status == 65 && other.errorText.contains("movistar"))
    }

    @Test func `give back what a plan has cost no more than once, by refund or by credit`() async throws {
        let trial = try await PlanTrial.withCustomer()
        _ = try await trial.purchase()
        _ = try await trial.run(["ops", "refund", "s1.first.1", "39.90", "--reference", "r1"])
        let change = ["subscription", "change-plan", "L1", "--to", "claro-data-7d", "--as", "s2"]
        let changed = try await trial.run(change)
        #expect(changed.status == 0 && !changed.errorText.contains("credited"), "\(changed.errorText)")
        #expect(try await trial.run(["account", "show", "ana"]).text.contains("PEN 85.00"))

        let other = try await PlanTrial.withCustomer()
        _ = try await other.purchase()
        #expect(try await other.run(change).errorText.contains("PEN 39.90 credited"))
        let refund = try await other.run(["ops", "refund", "s1.first.1", "1.00", "--reference", "r1"])
        #expect(refund.status == 65, "\(refund.errorText)")
        #expect(try await other.run(["store", "check"]).status == 0)
    }

    @Test(arguments: [[], ["--at-period-end"]])
    func `do not sell a line the plan that it has already`(options: [String]) async throws {
        let trial = try await PlanTrial.withCustomer()
        _ = try await trial.purchase()
        let again = try await trial.run(
            ["subscription", "change-plan", "L1", "--to", "claro-combined-month", "--as", "s2"] + options
        )
        #expect(again.status == 65 && again.errorText.contains("has plan claro-combined-month already"))
        #expect(try await trial.run(["account", "show", "ana"]).text.contains("PEN 60.10"))
    }

    @Test func `say what a plan that is to follow will cost, and when`() async throws {
        let trial = try await PlanTrial.withCustomer()
        _ = try await trial.purchase()
        let change = try await trial.run([
            "subscription", "change-plan", "L1", "--to", "claro-voice-30d", "--as", "s2", "--at-period-end",
        ])
        #expect(change.text.contains("Next charge: 28 February 2026") && change.text.contains("Auto-renewal: off"))
    }

    @Test(arguments: [(true, "El próximo cobro es el 2 de marzo de 2026"), (false, "No se renueva automáticamente.")])
    func `tell at a change whether the new plan renews by itself`(isConfirmed: Bool, words: String) async throws {
        let trial = try await PlanTrial.withCustomer()
        let token = try #require(try await trial.purchase())
        if isConfirmed { _ = try await trial.run(["renew", "confirm", "s1", token]) }
        _ = try await trial.run(["subscription", "change-plan", "L1", "--to", "claro-combined-30d", "--as", "s2"])
        let run = try await trial.run(["renew", "run", "--notices", "-"])
        #expect(run.text.contains(words) && run.text.contains("no pagas dos veces"), "\(run.text)")
        #expect(run.text.contains("esimctl renew disable s2") == isConfirmed)
    }

    @Test func `charge nothing while a plan is paused, and say so`() async throws {
        let trial = try await PlanTrial.withCustomer()
        let token = try #require(try await trial.purchase())
        _ = try await trial.run(["renew", "confirm", "s1", token])
        let paused = try await trial.run(["subscription", "pause", "s1"])
        #expect(paused.text.contains("Next charge: nothing will be charged"), "\(paused.text)")
    }

    @Test func `take a reference once, and for one amount`() async throws {
        let trial = try await PlanTrial.withCustomer(balance: "15.00")
        #expect(try await trial.run(["account", "top-up", "ana", "15", "--cash", "r1"]).text == "ana: PEN 15.00\n")
        let other = try await trial.run(["account", "top-up", "ana", "99", "--cash", "r1"])
        #expect(other.status == 65 && other.errorText.contains("reference r1: was used before, for PEN 15.00"))
    }

    @Test func `pay out what is left before a customer is forgotten`() async throws {
        let trial = try await PlanTrial.withCustomer(balance: "15.00")
        let erase = try await trial.run(["account", "erase", "ana", "--yes"])
        #expect(erase.status == 2 && erase.errorText.contains("account pay-out ana 'PEN 15.00'"), "\(erase.errorText)")
        let tooMuch = try await trial.run(["account", "pay-out", "ana", "15.01", "--cash", "p0"])
        #expect(tooMuch.status == 2)
        for _ in 0..<2 {
            let paid = try await trial.run(["account", "pay-out", "ana", "PEN 15.00", "--cash", "p1"])
            #expect(paid.status == 0 && paid.text == "ana: PEN 0.00\n", "\(paid.errorText)")
        }
        #expect(try await trial.run(["account", "pay-out", "ana", "1", "--cash", "p1"]).status == 65)
        #expect(try await trial.run(["account", "erase", "ana", "--yes"]).status == 0)
        #expect(try await trial.run(["store", "check"]).status == 0)
    }

    @Test func `pause, resume and cancel`() async throws {
        let trial = try await PlanTrial.withCustomer()
        _ = try await trial.purchase()
        #expect(try await trial.run(["subscription", "pause", "s1"]).text.contains("State: paused"))
        let resumed = try await trial.run(["subscription", "resume", "s1"], at: "2026-02-10T13:00:00Z")
        #expect(resumed.text.contains("Paid until: 10 March 2026"))
        let canceled = try await trial.run(["subscription", "cancel", "s1"], at: "2026-02-10T13:00:00Z")
        #expect(canceled.text.contains("State: canceled"))
        let twice = try await trial.run(["subscription", "cancel", "s1"], at: "2026-02-10T13:00:00Z")
        #expect(twice.status == 2 && twice.errorText.contains("is canceled"))
    }

    @Test func `give a customer all that is kept, and forget who it was`() async throws {
        let trial = try await PlanTrial.withCustomer(balance: "39.90")
        _ = try await trial.purchase()
        _ = try await trial.run([
            "account", "payment-method", "add", "ana", "card-1", "--kind", "card", "--token", "pm_SECRETTOKEN",
        ])
        let export = try await trial.run(["account", "export", "ana"])
        let document = try JSONSerialization.jsonObject(with: Data(export.standardOutput)) as? [String: Any]
        let tables = try #require(document?["tables"] as? [String: [[String: Any]]])
        #expect(tables["account"]?.first?["email"] as? String == "ana@example.com")
        #expect(tables["invoice"]?.count == 1 && tables["payment_method"]?.count == 1)
        #expect(!export.text.contains("SECRETTOKEN") && !export.text.contains("confirmation_token"))

        let early = try await trial.run(["account", "erase", "ana", "--yes"])
        #expect(early.status == 2)
        _ = try await trial.run(["subscription", "cancel", "s1"])
        #expect(try await trial.run(["account", "erase", "ana"]).status == 64)
        #expect(try await trial.run(["account", "erase", "ana", "--yes"]).status == 0)
        let after = try await trial.run(["account", "export", "ana"]).text
        #expect(!after.contains("ana@example.com") && after.contains("s1.first.1"))
    }
}
