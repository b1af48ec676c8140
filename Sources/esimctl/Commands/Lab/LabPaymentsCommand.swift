import ArgumentParser
import Lab

/// `esimctl lab payments`.
struct LabPaymentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payments",
        abstract: "Play Stripe and PayPal, over HTTP on 127.0.0.1, until SIGTERM or Ctrl-C.",
        discussion: """
            It answers as their APIs do, remembers idempotency keys, takes any means of payment, and tells at \
            /lab/truth what money has moved. Stripe takes any key that begins with sk_ or rk_, PayPal the client lab \
            with the secret secret; others are refused, as a wrong key is.

            Examples:
              esimctl lab payments --port 8090 &
              export ESIMCTL_STRIPE_KEY=sk_lab ESIMCTL_STRIPE_SERVER=http://127.0.0.1:8090
              export ESIMCTL_PAYPAL_CLIENT_ID=lab ESIMCTL_PAYPAL_SECRET=secret
              export ESIMCTL_PAYPAL_SERVER=http://127.0.0.1:8090

            \(ExitStatus.table)
            """
    )

    @Option(name: .long, help: "The port on 127.0.0.1; 0 for any that is free.")
    var port: UInt16 = 0

    func run() throws {
        let signals = TerminationSignals()
        let lab: LabPayments
        do {
            lab = try LabPayments(port: port)
        } catch {
            throw Failure(listeningAt: port, error)
        }
        Diagnostics.say("payments at http://127.0.0.1:\(lab.port)")
        signals.wait()
        lab.stop()
    }
}
