import Foundation
import TestSupport
import Testing

/// Notices, mailed to a server that takes mail for some people and not for others.
@Suite struct `A mailed notice` {
    @Test func `is delivered once, in the customer's language, with the same id each time`() async throws {
        let trial = try await PlanTrial.withCustomer()
        _ = try await trial.purchase()
        let port = try Loopback.freePort()
        let box = trial.folder.file("box").path
        let server = try RunningProgram(
            "aiosmtpd",
            ["-n", "-l", "127.0.0.1:\(port)", "-c", "aiosmtpd.handlers.Mailbox", box]
        )
        for _ in 0..<200 where !Loopback.answers(on: port) && server.isRunning {
            try await Task.sleep(for: .milliseconds(50))
        }
        let command = [
            "renew", "run", "--notices", "smtp://127.0.0.1:\(port)", "--from", "plans@example.com", "--orders",
            "orders.txt",
        ]
        let run = try await trial.run(command)
        #expect(run.status == 0 && run.text == "1 notices and 1 orders delivered, 0 not\n", "\(run.errorText)")
        #expect(try await trial.run(command).text == "nothing was due\n")

        let folder = URL(filePath: box).appending(path: "new")
        let mails = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(mails.count == 1)
        let script = """
            import email, email.policy, sys
            mail = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
            print(mail["from"], mail["to"], mail["subject"], mail["message-id"], sep="\\n")
            print(mail.get_content())
            """
        let read = try await Tool.run("python3", ["-c", script, try #require(mails.first).path])
        let lines = read.text.split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(4) == [
                "plans@example.com", "ana@example.com",
                "Confirma la renovación automática de Datos y llamadas mensual",
                "<main_2fauto_5frenew_2epending_2fs1_2f1@example.com>",
            ]
        )
        #expect(read.text.contains("Antes de que confirmes no se cobra nada."))
    }

    @Test(arguments: [
        ("550 5.1.1 no such user", "account_unreachable", "there is no such recipient"),
        ("550 5.7.1 not from you", "", "did not take a message (550)"),
        ("451 4.3.0 later", "", "did not take a message (451)"),
    ])
    func `is given up only when there is no such recipient`(answer: String, alert: String, said: String) async throws {
        let server = try Loopback { peer in
            peer.write("220 test\r\n".utf8)
            // libcurl sends a command at a time.
            while case let line = String(decoding: peer.read(), as: UTF8.self), !line.isEmpty {
                let reply =
                    switch line.prefix(4).uppercased() {
                    case "EHLO", "MAIL", "RSET": "250 ok"
                    case "RCPT": answer
                    case "QUIT": "221 bye"
                    default: "500 what"
                    }
                peer.write((reply + "\r\n").utf8)
            }
        }
        let trial = try await PlanTrial.withCustomer()
        _ = try await trial.purchase()
        let run = try await trial.run([
            "renew", "run", "--notices", "smtp://127.0.0.1:\(server.port)", "--from", "plans@example.com", "--orders",
            "orders.txt",
        ])
        #expect(run.errorText.contains(said) && run.text.contains("0 notices and 1 orders delivered, 1 not"))
        #expect(run.status == 1 && run.errorText.contains("1 messages could not be delivered"), "\(run.errorText)")
        let alerts = try await trial.run(["ops", "alerts"])
        #expect(
            alerts.status == (alert.isEmpty ? 0 : 1) && (alert.isEmpty || alerts.text.contains(alert)),
            "\(alerts.text)"
        )
    }

    @Test func `of which none can be sent for want of an address is one alert, which a person closes`() async throws {
        let trial = try await PlanTrial.withCustomer()
        _ = try await trial.run(["account", "create", "li", "--log-in"])
        _ = try await trial.run(["account", "top-up", "li", "100", "--cash", "r1"])
        for name in ["s1", "s2"] {
            let bought = try await trial.run([
                "subscription", "purchase", name, "--account", "li", "--line", name, "--plan", "claro-data-7d",
                "--auto-renew",
            ])
            #expect(bought.status == 0, "\(bought.errorText)")
        }
        let run = try await trial.run([
            "renew", "run", "--notices", "smtp://127.0.0.1:1", "--from", "plans@example.com", "--orders", "orders.txt",
        ])
        #expect(run.status == 1 && run.text.contains("2 orders delivered, 2 not"), "\(run.text)")
        let alerts = try await trial.run(["ops", "alerts"])
        #expect(alerts.text.split(separator: "\n").count == 2 && alerts.text.contains("account_unreachable  li"))
        let closed = try await trial.run(["ops", "close-alert", "account_unreachable", "li"])
        #expect(closed.status == 0, "\(closed.errorText)")
        #expect(try await trial.run(["ops", "alerts"]).status == 0)
    }

    @Test(arguments: [
        ["--notices", "smtp://mail.example.com", "--from", "a@example.com", "--orders", "-"],
        ["--notices", "smtp://127.0.0.1:25", "--from", "a@example.com"],
        ["--notices", "smtp://127.0.0.1:25", "--from", "a@example.com\nBcc: b", "--orders", "-"],
        ["--notices", "smtp://u:SECRET@127.0.0.1:25", "--from", "a@example.com", "--orders", "-"], ["--orders", "-"],
    ])
    func `is not sent by half`(options: [String]) async throws {
        let trial = try await PlanTrial.withCustomer()
        let run = try await trial.run(["renew", "run"] + options)
        #expect(run.status == 64 && !run.errorText.contains("SECRET"), "\(run.errorText)")
    }
}
