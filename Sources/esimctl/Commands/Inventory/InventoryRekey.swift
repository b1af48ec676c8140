import ArgumentParser
import Plans
import SecretBoxes
import SGP22
import SystemPackage

/// `esimctl inventory rekey`.
struct InventoryRekey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rekey",
        abstract: "Seal all codes under a new key.",
        discussion: """
            All of them or, when one cannot be read, none. Keep the old key as long as there are backups or exports that \
            were made under it.

            Examples:
              esimctl inventory new-key new.key
              esimctl inventory rekey new.key --key-file codes.key

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The file of the new key.")
    var newKeyFile: String

    @OptionGroup var key: KeyOptions
    @OptionGroup var options: StoreOptions

    func run() throws {
        let old = try key.box()
        let new = try KeyOptions.box(ofFile: newKeyFile)
        let open = try OpenStore(options)
        let count = try open.refusing {
            let service = open.service(as: "operator")
            try old.demandStock(of: service)
            try old.recognizeOldCodes(in: open)
            return try service.reseal { row in
                let secret = try old.secret(row)
                let fingerprint = new.fingerprint(of: secret.code, as: row, in: old)
                return PlanService.Resealed(
                    fingerprint: fingerprint,
                    keyID: new.keyID,
                    sealed: try new.sealed(secret, fingerprint)
                )
            }
        }
        Diagnostics.say("\(count) codes: sealed under the new key")
    }
}
