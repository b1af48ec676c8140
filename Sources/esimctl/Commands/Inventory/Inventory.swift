import ArgumentParser

/// `esimctl inventory`: the activation codes in stock.
struct Inventory: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inventory",
        abstract: "Keep activation codes in stock, sealed, for provision to hand out.",
        discussion: """
            Codes come from a carrier or a reseller in a file. They are sealed with AES-256-GCM under a key of yours, \
            which is not in the store: without it nobody reads them, and a lost key is lost codes.

            Examples:
              esimctl inventory new-key codes.key
              esimctl inventory import codes.csv --profile-type tourist-5gb --key-file codes.key
              esimctl inventory list --state available
              esimctl inventory watch tourist-5gb --below 50 --email stock@example.com

            \(ExitStatus.table)
            """,
        subcommands: [
            InventoryImport.self, InventoryList.self, InventoryShow.self, InventoryWithdraw.self, InventoryWatch.self,
            InventoryProfile.self, InventoryNewKey.self, InventoryRekey.self,
        ]
    )
}
