import ArgumentParser

/// `esimctl ca`: the certificate issuers that `verify` trusts.
struct CA: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ca",
        abstract: "Keep the certificate issuers (CIs) that verify trusts.",
        discussion: """
            What is known about the CIs of the field is built in; their certificates are yours to add, or to fetch from \
            where they are published. Either way a certificate is known by its SHA-256 digest, and live, vendor, test \
            and custom ones are kept apart. They are files under ESIMCTL_CA_DIR, or XDG_DATA_HOME/esimctl/ca, or \
            ~/.local/share/esimctl/ca.

            Examples:
              esimctl ca list
              esimctl ca fetch gsma-ci1
              esimctl ca add ci.pem
              esimctl ca show gsma-ci1
              esimctl ca remove gsma-ci1

            \(ExitStatus.table)
            """,
        subcommands: [CAList.self, CAShow.self, CAAdd.self, CARemove.self, CAFetch.self]
    )
}
