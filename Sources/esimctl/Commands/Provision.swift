import ArgumentParser
import Localization
import Plans
import QRRendering
import SecretBoxes
import SGP22
import SystemPackage

/// `esimctl provision`: a profile, and the plan that runs on it.
struct Provision: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "provision",
        abstract: "Sell a plan with a code from stock: charge, bind the code to the line, print code and QR.",
        discussion: """
            From the balance all of it is done in one transaction, or nothing. By card or PayPal the code is kept until \
            the payment is decided; a refusal gives it back. The same command again, before or after a crash, goes on \
            where it stopped and prints the same code: an order is known by --order, or else by line and plan while \
            its subscription runs. It is never charged twice and never takes a second code.

            Examples:
              esimctl provision --account ana --line 51987654321 --plan tourist-30
              esimctl provision --account ana --line 51987654321 --plan tourist-30 --auto-renew -o esim.png
              esimctl provision --account ana --line 51987654321 --plan tourist-30 --pay-with card --order web-4711

            \(ExitStatus.table)
            """
    )

    @Option(name: .long, help: "Who pays.")
    var account: String

    @Option(name: .long, help: "The line that the code is for; it is added when it is new.")
    var line: String

    @Option(name: .long, help: "The plan's code.")
    var plan: String

    @Option(name: .long, help: "From what: balance, card, paypal, or the id of a means of payment.")
    var payWith = "balance"

    @Flag(name: .long, help: "Offer to renew by itself; nothing renews before renew confirm.")
    var autoRenew = false

    @Option(name: .long, help: "Your name for the order; it becomes that of the subscription.")
    var order: String?

    @Option(name: .long, help: "How many seconds to wait for the answer of a payment provider.")
    var wait: Int = 60

    @Option(name: .shortAndLong, help: "The file to draw the QR code into: .png, .svg, .pdf, .eps or .txt.")
    var output: String?

    @Flag(name: .long, help: "Replace the output file when there is one.")
    var overwrite = false

    @Flag(name: .long, help: "Print the confirmation code, too, if the code has one.")
    var showConfirmationCode = false

    @Option(name: .long, help: "How to print: text or json.")
    var format = ShowFormat.text

    @OptionGroup var picture: PictureOptions
    @OptionGroup var key: KeyOptions
    @OptionGroup var lang: LanguageOption
    @OptionGroup var options: StoreOptions

    func validate() throws {
        for (name, text) in [("--account", account), ("--line", line), ("--plan", plan), ("--order", order ?? "x")]
        where LineID(checking: text) == nil {
            throw ValidationError("\(name) takes letters, digits and .-_:/, at most 128 of them")
        }
        guard (0...3600).contains(wait) else { throw ValidationError("--wait takes 0 to 3600 seconds") }
        if let output, ImageFormat(path: output) == nil {
            throw ValidationError("-o takes a name that ends in .png, .svg, .pdf, .eps or .txt")
        }
    }

    func run() throws {
        let box = try key.box()
        let open = try OpenStore(options)
        let service = open.service()
        // All that can be wrong on our side is found before anybody pays.
        try open.refusing { try box.demandStock(of: service) }
        try box.recognizeOldCodes(in: open)
        if let output {
            try ProtectedFiles(store: open.path, key: key).refuse(output)
            try OutputFile(path: output, replacesExisting: overwrite).demandPlace()
        }
        var subscription = try open.refusing {
            try service.provision(
                ProvisionOrder(
                    account: AccountID(account),
                    line: LineID(line),
                    plan: plan,
                    paysWith: PaymentSource(payWith),
                    autoRenew: autoRenew,
                    id: order.map { SubscriptionID($0) }
                )
            )
        }
        if subscription.state == .incomplete {
            subscription = try open.refusing { try Collector(open: open, seconds: wait).collect(subscription) }
        }
        try demandPaid(subscription, service)
        guard let number = subscription.code else {
            throw Failure("subscription \(subscription.id): was bought without a code", status: .notDone)
        }
        let row = try open.refusing { try service.inventoryCode(number) }
        try hand(over: try box.secret(row), try open.refusing { try RenewalPage(subscription.id, open) })
    }

    /// Says why there is no code to hand over, if there is none.
    private func demandPaid(_ subscription: Subscription, _ service: PlanService) throws {
        switch subscription.state {
        case .incomplete where subscription.awaiting == .customer:
            throw Failure(
                "the customer has to confirm the payment at the bank; the code is kept meanwhile",
                hint: "run the same command again afterwards",
                status: .notDone
            )
        case .incomplete where subscription.awaiting == .operator:
            throw Failure(
                "nobody knows whether the payment was made; the code is kept until a person decides",
                hint: "esimctl ops resolve-charge",
                status: .notDone
            )
        case .incomplete:
            throw Failure(
                "the payment is not decided yet; the code is kept meanwhile",
                hint: "run the same command again, it goes on where it stopped",
                status: .notDone
            )
        case .canceled, .expired:
            let attempts = try service.charges(of: subscription.id.text).first.map { try service.attempts(at: $0.id) }
            let reason = attempts?.last?.declineCode.map { " (\($0))" } ?? ""
            let wasPaid = subscription.cycle > 0
            throw Failure(
                wasPaid
                    ? "subscription \(subscription.id): has ended"
                    : "the payment was refused\(reason); nothing was charged, and the code is back in stock",
                hint: order == nil ? nil : "a new order needs a new --order",
                status: .notDone
            )
        case .scheduled, .active, .pastDue, .suspended, .paused: return
        }
    }

    private func hand(over secret: StockedSecret, _ page: RenewalPage) throws {
        let text = secret.code.secretText()
        let report = ProvisionReport(
            page,
            code: text,
            confirmationCode: showConfirmationCode ? secret.confirmationCode?.secretText : nil
        )
        let imageFormat = output.flatMap(ImageFormat.init(path:)) ?? (Terminal.takesColor ? .terminal : .ascii)
        let drawer = CodeDrawer(
            strings: lang.language.strings,
            format: imageFormat,
            options: picture,
            link: nil,
            drawsAsGiven: false
        )
        var messages = Messages()
        defer { messages.print() }
        let drawing = try drawer.draw(Array(text.utf8), &messages)
        if let output, let drawing {
            // Whoever has the picture has the profile.
            try OutputFile(path: output, replacesExisting: overwrite, isPrivate: true).write(drawing.image)
        }
        var screen = OutputBuffer(.standardOutput)
        switch format {
        case .json: screen.write(JSONText.of(report))
        case .text:
            screen.write(report.text(page, lang.language.plans, lang.language))
            if output == nil, let drawing { screen.write(drawing.image) }
        }
        try screen.flush()
    }
}

/// What was sold.
private struct ProvisionReport: Encodable {
    var schema = "esimctl.provision/1"
    var subscription: String
    var line: String
    var state: String
    var iccid: String?
    var code: String
    var paidUntil: String?
    var autoRenew: String
    var confirmationToken: String?
    var confirmationCode: String?

    init(_ page: RenewalPage, code: String, confirmationCode: String?) {
        let subscription = page.subscription
        self.subscription = subscription.id.text
        line = subscription.line.text
        state = subscription.state.rawValue
        iccid = subscription.iccid
        self.code = code
        self.confirmationCode = confirmationCode
        paidUntil = subscription.periodEnd?.description
        autoRenew = subscription.autoRenew.rawValue
        confirmationToken = subscription.confirmationToken
    }

    /// The renewal as every command shows it, what was handed over, and how to agree to the renewal.
    func text(_ page: RenewalPage, _ strings: PlanStrings, _ language: Language) -> String {
        let rows: [(SummaryLabel, String?)] = [
            (.iccid, iccid), (.code, code), (.confirmationCode, confirmationCode),
        ]
        let lines = rows.compactMap { label, value in
            value.map { strings.label(label) + strings.colon + $0.escapedForDisplay + "\n" }
        }
        let closing = page.howToConfirm.map { strings.toConfirm($0) + "\n" }
        return page.text(language) + lines.joined() + (closing ?? "")
    }
}

extension ImageFormat {
    /// The format that a file's name tells.
    fileprivate init?(path: String) {
        guard let dot = path.lastIndex(of: ".") else { return nil }
        self.init(fileExtension: String(path[path.index(after: dot)...]))
    }
}
