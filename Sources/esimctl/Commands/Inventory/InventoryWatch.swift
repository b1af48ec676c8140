import ArgumentParser
import Localization
import Plans

/// `esimctl inventory watch`.
struct InventoryWatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Have somebody told when the codes of a profile type run out.",
        discussion: """
            The notice goes out once, with the other notices, when fewer codes are left; and again when that happens again \
            after an import.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The profile type.")
    var profileType: String

    @Option(name: .long, help: "Tell when fewer codes than this are available; 0 ends it.")
    var below: Int

    @Option(name: .long, help: "Whom to tell.")
    var email: String = ""

    @OptionGroup var lang: LanguageOption
    @OptionGroup var options: StoreOptions

    func validate() throws {
        guard (0...100_000).contains(below) else { throw ValidationError("--below takes 0 to 100000") }
        guard ProfileType.isName(profileType) else {
            throw ValidationError("a profile type has letters, digits and .-_:/")
        }
        guard below == 0 || email.contains("@") else { throw ValidationError("--email takes a mail address") }
    }

    func run() throws {
        let open = try OpenStore(options, makes: true)
        try open.refusing {
            try open.service(as: "operator").watchStock(
                of: profileType,
                below: below,
                email: email,
                locale: lang.language.rawValue
            )
        }
    }
}
