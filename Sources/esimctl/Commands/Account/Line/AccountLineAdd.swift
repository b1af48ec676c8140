import ArgumentParser
import Plans
import SGP22

/// `esimctl account line add`.
struct AccountLineAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a line of a carrier, which outlives the plans on it.",
        discussion: ExitStatus.table
    )

    @Argument(help: "A name for the line.")
    var line: String

    @Option(name: .long, help: "Whose it is.")
    var account: String

    @Option(name: .long, help: "Whose network it is on: plans of others cannot be put on it.")
    var carrier: String

    @Option(name: .long, help: "The telephone number, digits only, country code first.")
    var msisdn: String?

    @Option(name: .long, help: "The number of the profile on it.")
    var iccid: String?

    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try LineID(argument: line, "the line")
        let accountID = try AccountID(argument: account, "--account")
        let isNumber = msisdn?.utf8.allSatisfy { (0x30...0x39).contains($0) } ?? true
        guard isNumber, (7...15).contains(msisdn?.utf8.count ?? 7) else {
            throw Failure("--msisdn: is no telephone number", hint: "as in 51999000001", status: .usage)
        }
        if let iccid, (try? ICCID(typed: iccid)) == nil {
            throw Failure("--iccid: is no ICCID", status: .usage)
        }
        let open = try OpenStore(store)
        let line = Line(
            tenant: .sole,
            id: id,
            account: accountID,
            carrier: try AccountID(argument: carrier, "--carrier").text,
            msisdn: msisdn,
            iccid: iccid,
            lastRechargeAt: open.now
        )
        try open.refusing { try open.service(as: "operator").create(line) }
        Diagnostics.say("line \(id): added to account \(accountID)")
    }
}
