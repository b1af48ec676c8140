import ArgumentParser
import SGP22
import SystemPackage

/// Which anchors a chain may end in.
struct TrustOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Trust the certificates of this file, and no others; repeatable.", valueName: "file")
    )
    var ca: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Trust live, vendor, test or custom anchors of esimctl ca, or a file; repeatable. Default: all but test.",
            valueName: "set"
        )
    )
    var trust: [String] = []

    func validate() throws {
        guard ca.isEmpty || trust.isEmpty else {
            throw ValidationError("--ca takes the place of all other anchors; leave --trust out")
        }
    }
}

/// Which CRLs are asked.
struct RevocationOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("A file of CRLs; repeatable.", valueName: "file"))
    var crl: [String] = []

    @Flag(name: .long, help: "Take a CRL that is missing or too old for an error.")
    var requireCrl = false

    @Flag(name: .long, help: "Fetch no CRLs.")
    var offline = false

    @Flag(name: .long, help: "Fetch CRLs from private and loopback addresses too.")
    var crlFromPrivateAddresses = false
}
