import ArgumentParser
import Localization
import SGP22
import ServerTrust
import SystemPackage

/// `esimctl ca list`.
struct CAList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the CIs that are known, and which of them you have.",
        discussion: ExitStatus.table
    )

    @Flag(name: .long, help: "Only those whose certificate is here.")
    var present = false

    @Option(name: .long, help: "How to print: text or json.")
    var format = CAFormat.text

    func run() throws {
        let items = try AnchorCatalog(.standard()).items.filter { !present || $0.entry != nil }
        var output = OutputBuffer(.standardOutput)
        switch format {
        case .text:
            let rows = items.map { item in
                [
                    item.entry == nil ? "-" : "here", item.id, item.set,
                    item.keyIdentifier.map { String($0.description.prefix(8)) } ?? "",
                    item.curve ?? "", item.notAfter?.day ?? "", item.name.escapedForDisplay,
                ]
            }
            output.write(TextTable(["", "name", "set", "key", "curve", "until", "subject"], rows).text)
        case .json:
            output.write(JSONText.of(CAJSON(items)))
        }
        try output.flush()
    }
}

/// How `ca` prints.
enum CAFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}

/// CIs as one JSON document, `esimctl.ca/1`.
struct CAJSON: Encodable {
    var schema = "esimctl.ca/1"
    var results: [Item]

    init(_ items: [AnchorCatalog.Item]) {
        results = items.map(Item.init)
    }

    struct Item: Encodable {
        var id, set, name: String
        @Nullable var keyIdentifier: String?
        @Nullable var sha256: String?
        @Nullable var curve: String?
        @Nullable var notBefore: String?
        @Nullable var notAfter: String?
        @Nullable var crl: String?
        @Nullable var publishedAt: String?
        @Nullable var file: String?

        init(_ item: AnchorCatalog.Item) {
            id = item.id
            set = item.set
            name = item.name
            keyIdentifier = item.keyIdentifier?.description
            sha256 = item.sha256?.hexadecimal
            curve = item.curve
            notBefore = item.notBefore?.description
            notAfter = item.notAfter?.description
            crl = item.known?.crlAddress ?? item.certificate?.crlDistributionPoints.value?.first
            publishedAt = item.known?.certificateAddress
            file = item.entry?.path.string
        }
    }
}
