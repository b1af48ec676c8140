import ArgumentParser
import PlanServices
import Plans
import SystemPackage

/// Where notices to customers and orders to carriers go.
struct DeliveryOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Where notices go: a file, -, smtp://… or smtps://….", valueName: "target"))
    var notices: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Where orders to carriers go: a file or -. Default: with the notices.", valueName: "target")
    )
    var orders: String?

    @Option(name: .long, help: ArgumentHelp("Who mails notices.", valueName: "address"))
    var from: String?

    func validate() throws {
        guard notices != nil || (orders == nil && from == nil) else {
            throw ValidationError("--orders and --from go with --notices")
        }
        guard let notices, Self.isMail(notices) else { return }
        guard orders != nil else { throw ValidationError("with mail, --orders has to say where orders to carriers go") }
        guard let from, MailAddress.isPlain(from) else {
            throw ValidationError("with mail, --from has to be the sender's address, as in plans@example.com")
        }
    }

    private static func isMail(_ target: String) -> Bool {
        target.hasPrefix("smtp://") || target.hasPrefix("smtps://")
    }

    /// `nil` when messages are to wait. A trial mails nobody but this machine.
    func delivery(isTrial: Bool) throws(Failure) -> WorkerLoop.Delivery? {
        guard let notices else { return nil }
        let orders = TextCarrier(Self.stream(self.orders ?? notices))
        guard Self.isMail(notices) else {
            return WorkerLoop.Delivery(notices: TextNotifier(Self.stream(notices)), orders: orders)
        }
        return WorkerLoop.Delivery(
            notices: try MailServer.notifier(notices, from: from ?? "", isTrial: isTrial),
            orders: orders
        )
    }

    private static func stream(_ target: String) -> TextStream {
        target == "-" ? .standardOutput : .file(FilePath(target))
    }
}
