import ArgumentParser
import Plans

/// `esimctl ops alerts`.
struct OpsAlerts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "List what a person has to look at; ends with 1 when there is something.",
        discussion: ExitStatus.table
    )

    @OptionGroup var format: FormatOption
    @OptionGroup var store: StoreOptions

    func run() throws {
        let open = try OpenStore(store)
        let alerts = try open.refusing { try open.service().openAlerts() }
        let rows = alerts.map { ["\($0.raisedAt)", $0.kind.rawValue, $0.subject, Self.remedy($0)] }
        try format.write(
            text: alerts.isEmpty ? "no alerts\n" : TextTable(["since", "alert", "about", "what helps"], rows).text,
            json: ShownJSON(schema: "esimctl.alerts/1", results: alerts.map(AlertJSON.init))
        )
        guard alerts.isEmpty else { throw ExitStatus.findings }
    }

    private static func remedy(_ alert: Alert) -> String {
        switch alert.kind {
        case .chargeOutcomeUnknown, .requestRejected: "esimctl ops resolve-charge \(alert.subject)"
        case .clockWentBackwards, .clockJumpedForward: "set the clock right, then esimctl ops clock-confirm"
        case .subscriptionParked: "esimctl ops unpark \(alert.subject)"
        case .messageUndeliverable: "see that the customer's address is right"
        case .refundRefused: "see what the provider says"
        case .gatewayMissing: "set \(alert.subject) up (esimctl renew run --help), then esimctl renew run"
        case .gatewayDenied: "correct the key of \(alert.subject.prefix { $0 != "/" }), then esimctl renew run"
        case .accountUnreachable: "see that the customer has a mail address, and that it is right"
        }
    }
}
