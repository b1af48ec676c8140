import ArgumentParser
import HTTPTransport
import SGP22
import ServerTrust

/// `esimctl ca fetch`.
struct CAFetch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Fetch the certificates of known CIs from where they are published.",
        discussion: """
            What comes is taken only if it has the SHA-256 digest that is built in, so it matters little where it comes \
            from: --from names another place.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "Short names of CIs: esimctl ca list.")
    var names: [String]

    @Option(name: .long, help: ArgumentHelp("Fetch from this address instead.", valueName: "url"))
    var from: String?

    func run() throws {
        let directory = try AnchorDirectory.standard()
        let catalog = try AnchorCatalog(directory)
        let wanted = try names.map { try catalog.item(named: $0) }
        // Several are published in one file.
        var files: [String: [ServedCertificate]] = [:]
        let client = HTTPClient(trust: .webPKI, addresses: .any, proxy: .environment)
        for item in wanted {
            guard let digest = item.sha256, let address = from ?? item.known?.certificateAddress else {
                throw Failure(
                    "\(item.id): is not published where it could be fetched",
                    hint: "get it from the CI, and add it with esimctl ca add",
                    status: .unavailable
                )
            }
            let certificates = try files[address] ?? certificates(at: address, client)
            files[address] = certificates
            guard let certificate = certificates.first(where: { $0.certificate?.sha256 == digest }) else {
                throw Failure(
                    "\(address): has no certificate with the SHA-256 digest of \(item.id), \(digest.hexadecimal)",
                    hint: "nothing was added",
                    status: .notDone
                )
            }
            try directory.addAndSay(certificate, from: address)
        }
    }

    private func certificates(at address: String, _ client: HTTPClient) throws(Failure) -> [ServedCertificate] {
        guard let url = try? HTTPURL(parsing: address) else {
            throw Failure("'\(address)' is no http or https address", status: .usage)
        }
        var limits = HTTPLimits.standard
        limits.redirects = 3
        let response: HTTPResponse
        do {
            response = try client.send(HTTPRequest(.get, url), limits: limits)
        } catch {
            throw Failure(fetching: "\(url)", error)
        }
        guard response.status == 200 else {
            throw Failure("\(url): the server has answered \(response.status)", status: .notDone)
        }
        do {
            return try CertificateFile(response.body).certificates
        } catch {
            throw Failure("\(url): what came is no certificate", status: .notDone)
        }
    }
}
