import ArgumentParser
import Localization
import SGP22
import ServerTrust
import SystemPackage

/// `esimctl ca show`.
struct CAShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all that is known of a CI.",
        discussion: ExitStatus.table
    )

    @Argument(
        help: "The short name of a CI, or the first digits, four at least, of its key identifier or SHA-256 digest."
    )
    var name: String

    @Option(name: .long, help: "How to print: text or json.")
    var format = CAFormat.text

    func run() throws {
        let items = try AnchorCatalog(.standard()).items(named: name)
        var output = OutputBuffer(.standardOutput)
        switch format {
        case .text: output.write(items.map(Self.text).joined(separator: "\n"))
        case .json: output.write(JSONText.of(CAJSON(items)))
        }
        try output.flush()
    }

    private static func text(of item: AnchorCatalog.Item) -> String {
        let period = [item.notBefore?.day, item.notAfter?.day].map { $0 ?? "not known" }.joined(separator: " to ")
        let lines: [(String, String?)] = [
            ("name", item.id),
            ("subject", item.certificate.map { "\($0.subject)" } ?? item.known?.name),
            ("set", "\(item.set), \(item.domain.name)"),
            ("key identifier", item.keyIdentifier?.description),
            ("SHA-256", item.sha256?.hexadecimal ?? "not known"),
            ("curve", item.curve),
            ("valid", period),
            ("CRL", item.known?.crlAddress ?? item.certificate?.crlDistributionPoints.value?.first),
            ("published at", item.known?.certificateAddress),
            ("file", item.entry?.path.string ?? "not here: esimctl ca fetch \(item.id), or esimctl ca add FILE"),
        ]
        return lines.compactMap { label, value in
            value.map { label + String(repeating: " ", count: 16 - label.count) + $0.escapedForDisplay + "\n" }
        }.joined()
    }
}
