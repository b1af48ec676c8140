import ArgumentParser
import SGP22
import ServerTrust

/// `esimctl ca add`.
struct CAAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add the certificates of CIs from files.",
        discussion: """
            A certificate that is known, by its SHA-256 digest, goes to the set of its CI; any other becomes a custom \
            anchor: make sure first that it is the right one.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "Files of certificates: PEM, DER or PKCS#7; - is standard input.")
    var files: [String]

    func run() throws {
        let directory = try AnchorDirectory.standard()
        for file in files {
            for certificate in try InputFile(argument: file).certificates() {
                try directory.addAndSay(certificate, from: file.redactedIfCode)
            }
        }
    }
}

extension AnchorDirectory {
    /// Adds a certificate and says on standard error where it went.
    func addAndSay(_ certificate: ServedCertificate, from source: String) throws(Failure) {
        do {
            let (entry, wasThere) = try add(certificate)
            let name = entry.known?.id ?? "\(entry.anchor.certificate.subject)"
            let what = wasThere ? "was there already" : "added"
            Diagnostics.say(
                "\(what): \(name), \(entry.set.rawValue), SHA-256 \(entry.anchor.certificate.sha256.hexadecimal)"
            )
        } catch {
            var failure = Failure(error)
            failure.message = "\(source): \(failure.message)"
            throw failure
        }
    }
}
