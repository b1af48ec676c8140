import Foundation
import TestSupport
import Testing

/// What the commands let a payment provider know, and what they believe of it.
@Suite struct `Payment providers` {
    private static let purchase = [
        "subscription", "purchase", "s1", "--account", "ana", "--line", "L1", "--plan", "dollar-data-7d", "--pay-with",
    ]

    /// A customer with a card and a PayPal account, and plans in soles and in dollars.
    private static func trial() async throws -> PlanTrial {
        let trial = try await PlanTrial.withCustomer()
        try await trial.addDollarPlans()
        for (kind, token) in [("card", "pm_1"), ("paypal", "vault_1")] {
            let add = ["account", "payment-method", "add", "ana", "my-\(kind)", "--kind", kind, "--token", token]
            let added = try await trial.run(add)
            #expect(added.status == 0, "\(added.errorText)")
        }
        return trial
    }

    @Test func `on this machine are not asked through a proxy`() async throws {
        let trial = try await Self.trial()
        let lab = try PaymentLab()
        let proxy = try Loopback { peer in peer.write("HTTP/1.1 502 X\r\nContent-Length: 0\r\n\r\n".utf8) }
        let address = "http://127.0.0.1:\(proxy.port)"
        let bought = try await trial.run(
            Self.purchase + ["card"],
            lab: lab,
            with: ["http_proxy": address, "all_proxy": address, "no_proxy": ""]
        )
        #expect(bought.status == 0, "\(bought.errorText)")
        #expect(proxy.connections == 0)
        #expect(try lab.truth().count == 1)
    }

    @Test(arguments: [
        ("http://192.0.2.2:8080", 78), ("http://api.stripe.com", 78), ("https://192.0.2.2", 0),
        ("http://127.0.0.1:9", 0),
    ])
    func `are not shown a key in the clear`(server: String, status: Int32) async throws {
        for name in ["STRIPE", "PAYPAL"] {
            let trial = try PlanTrial()
            let run = try await trial.run(
                ["account", "create", "ana"],
                at: nil,
                with: [
                    "ESIMCTL_STRIPE_KEY": "sk_SECRET", "ESIMCTL_PAYPAL_CLIENT_ID": "a",
                    "ESIMCTL_PAYPAL_SECRET": "SECRET",
                    "ESIMCTL_\(name)_SERVER": server,
                ]
            )
            #expect(run.status == status, "\(run.errorText)")
            #expect(run.errorText.contains("in the clear") == (status == 78) && !run.errorText.contains("SECRET"))
        }
    }

    @Test(arguments: [
        ("card", "ESIMCTL_STRIPE_KEY", "stripe/invalid_api_key"),
        ("paypal", "ESIMCTL_PAYPAL_SECRET", "paypal/invalid_client"),
    ])
    func `that do not take our key charge once it is right`(kind: String, name: String, denial: String) async throws {
        let trial = try await Self.trial()
        let lab = try PaymentLab()
        let wrong = [name: "x"]
        let bought = try await trial.run(Self.purchase + [kind], lab: lab, with: wrong)
        #expect(bought.status == 69 && bought.errorText.contains(denial), "\(bought.errorText)")
        let run = try await trial.run(["renew", "run"], at: "2026-01-31T13:02:00Z", lab: lab, with: wrong)
        #expect(run.status == 69 && run.errorText.contains(denial), "\(run.errorText)")
        let alerts = try await trial.run(["ops", "alerts"], at: "2026-01-31T13:02:00Z")
        #expect(alerts.text.split(separator: "\n").count == 2 && alerts.text.contains("gateway_denied  \(denial)"))
        #expect(try lab.truth().isEmpty)
        let later = try await trial.run(["renew", "run"], at: "2026-01-31T13:04:00Z", lab: lab)
        #expect(later.status == 0 && later.text.contains("s1: started"), "\(later.errorText)")
        #expect(try lab.truth().map(\.state) == ["succeeded"])
    }

    @Test func `that take no soles are not asked for any`() async throws {
        let trial = try await Self.trial()
        let lab = try PaymentLab()
        func refuses(_ command: [String]) async throws {
            let run = try await trial.run(command, lab: lab)
            #expect(run.status == 65 && run.errorText.contains("paypal: takes no PEN"), "\(run.errorText)")
        }
        _ = try await trial.purchase()
        try await refuses(["renew", "enable", "s1", "--pay-with", "paypal"])
        try await refuses([
            "subscription", "purchase", "s2", "--account", "ana", "--line", "L2", "--plan", "claro-data-7d",
            "--pay-with",
            "my-paypal",
        ])
        try await refuses(["account", "top-up", "ana", "10.00", "--method", "my-paypal", "--reference", "r2"])
        #expect(try lab.truth().isEmpty)
    }

    @Test func `that answer about another charge are not believed`() async throws {
        let trial = try await Self.trial()
        let said = """
            {"id":"pi_other","status":"succeeded","amount":1,"currency":"usd",\
            "metadata":{"charge_id":"someone-else","tenant":"x","attempt":"9"}}
            """
        let provider = try Loopback { peer in
            _ = peer.read()
            peer.write(
                "HTTP/1.1 200 OK\r\nContent-Length: \(said.utf8.count)\r\nConnection: close\r\n\r\n\(said)".utf8
            )
        }
        let bought = try await trial.run(
            Self.purchase + ["card"],
            with: ["ESIMCTL_STRIPE_KEY": "sk_1", "ESIMCTL_STRIPE_SERVER": "http://127.0.0.1:\(provider.port)"]
        )
        #expect(bought.status == 2 && bought.errorText.contains("not paid yet"), "\(bought.errorText)")
        #expect(bought.errorText.contains("esimctl ops alerts") && !bought.errorText.contains("top-up"))
        let alerts = try await trial.run(["ops", "alerts"])
        #expect(alerts.status == 1 && alerts.text.contains("charge_outcome_unknown  s1.first.1"), "\(alerts.text)")
    }

    @Test(arguments: [
        (["visa", "--kind", "card", "--token", "pm_1", "--expires", "2020-01"], "has expired"),
        (["balance", "--kind", "card", "--token", "pm_1"], "choose another name"),
        (["card", "--kind", "card", "--token", "pm_1"], "choose another name"),
        (["visa", "--kind", "card", "--token", "../v1/charges"], "token is none"),
        (["visa", "--kind", "card", "--token", "pm_x&amount=1"], "token is none"),
        (["visa", "--kind", "paypal", "--token", "card/"], "token is none"),
    ])
    func `are not asked to charge what nobody can pay with`(arguments: [String], said: String) async throws {
        let trial = try await PlanTrial.withCustomer()
        let run = try await trial.run(["account", "payment-method", "add", "ana"] + arguments)
        #expect(run.status == 65 && run.errorText.contains(said), "\(run.errorText)")
        #expect(try await trial.run(["account", "payment-method", "list", "ana"]).text == "nothing but the balance\n")
    }

    @Test(arguments: ["pm_1NvABC-d", "cus_9s/pm_1Nv", "card/8kk845"])
    func `know a means of payment by its token`(token: String) async throws {
        let trial = try await PlanTrial.withCustomer()
        let add = ["account", "payment-method", "add", "ana", "visa", "--kind", "card", "--token", token]
        // Until the end of the month by the customer's clock.
        #expect(try await trial.run(add + ["--expires", "2026-01"]).status == 0)
        _ = try await trial.run(["account", "create", "bea"])
        let taken = try await trial.run(add.map { $0 == "ana" ? "bea" : $0 })
        #expect(taken.status == 65 && taken.errorText.contains("payment method visa: is there already"))
    }
}
