import ArgumentParser
import SGP22
import ServerTrust

/// `esimctl ca remove`.
struct CARemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove the certificate of a CI.",
        discussion: ExitStatus.table
    )

    @Argument(help: "The short name of a CI, or the first digits of its key identifier or SHA-256 digest.")
    var name: String

    func run() throws {
        let directory = try AnchorDirectory.standard()
        let item = try AnchorCatalog(directory).item(named: name)
        guard let entry = item.entry else {
            throw Failure("\(item.id): is not here", hint: "esimctl ca list --present", status: .noInput)
        }
        do { try directory.remove(entry) } catch { throw Failure(error) }
        Diagnostics.say("removed: \(item.id)")
    }
}
