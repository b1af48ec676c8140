import ArgumentParser
import Localization
import SGP22
import ServerTrust
import SystemPackage

/// `esimctl verify`: judges the certificates of SM-DP+ servers.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify the certificates of SM-DP+ servers by the GSMA's rules.",
        discussion: """
            A target is a host, host:port, or an activation code, whose SM-DP+ OID and CI indicator are then compared \
            too. With --chain the certificates come from a file and nothing is connected to: the first one is the \
            server's, the rest as a server would send them.

            A chain has to end in a certificate issuer (CI) that you trust: esimctl ca lists, adds and fetches them. \
            Test CIs count only with --trust test; --ca takes the anchors of a file alone. A server with a certificate \
            of a public CA, which SGP.22 v3 allows, is judged by the rules of the web.

            Examples:
              esimctl verify rsp.example.com
              esimctl verify 'LPA:1$rsp.example.com$04386-AGYFT' --expires-in 30d
              esimctl verify --chain server.pem --host rsp.example.com --ca ci.pem --at 2026-01-01
              esimctl verify --file hosts.txt --format github --fail-on warning
              esimctl verify --watch --file hosts.txt --interval 1h

            \(ExitStatus.table)
            """
    ).withoutCompletions()

    @Argument(help: ArgumentHelp("A host, host:port, or an activation code.", valueName: "target"))
    var targets: [String] = []

    @Option(name: .long, help: "A file of targets, one per line, or - for standard input; repeatable.")
    var file: [String] = []

    @Option(
        name: .customLong("chain"),
        help: ArgumentHelp(
            "Take the certificates from a file (PEM, DER, PKCS#7) or - instead of a server.",
            valueName: "file"
        )
    )
    var chains: [String] = []

    @Flag(
        name: .long,
        help:
            "Ask each server to sign a challenge too (InitiateAuthentication), and judge its CERT.DPauth; uses no code up."
    )
    var auth = false

    @OptionGroup var trust: TrustOptions
    @OptionGroup var revocation: RevocationOptions
    @OptionGroup var expected: ExpectationOptions

    @Flag(name: .long, help: "Verify again and again: a JSON line for each change, metrics on loopback, until SIGTERM.")
    var watch = false

    @Option(
        name: .long,
        help: ArgumentHelp("The time between the rounds of --watch. Default: 1h.", valueName: "30s|5m|1h")
    )
    var interval: String?

    @Option(
        name: .long,
        help: "The port on 127.0.0.1 of the Prometheus metrics of --watch; 0 for any that is free. Default: 9464."
    )
    var metricsPort: UInt16?

    @Option(name: .long, help: "Seconds that everything about one target may take.")
    var timeout: Int = 20

    @Option(
        name: .long,
        help: "From which severity on to end with 1: error, warning, note or never."
    )
    var failOn = FailureThreshold.error

    @Option(name: .long, help: "How to print: text, json, sarif, github (annotations) or junit.")
    var format = ReportFormat.text

    private static let usualInterval = "1h"

    private var chain: String? { chains.first }

    /// A file is judged without the network, and the past without the CRLs of today.
    private var fetchesCRLs: Bool { chain == nil && !revocation.offline && expected.at == nil }

    func validate() throws {
        guard chains.count <= 1 else {
            throw ValidationError("--chain takes one file, the leaf first; run once for each chain")
        }
        guard !targets.isEmpty || !file.isEmpty || chain != nil else {
            throw ValidationError("name a host, an activation code, or a file of certificates with --chain")
        }
        guard chain == nil || (targets.isEmpty && file.isEmpty) else {
            throw ValidationError("--chain takes the certificates from a file; name no target beside it")
        }
        guard !auth || chain == nil else { throw ValidationError("--auth asks servers; --chain has none") }
        guard !watch || chain == nil else { throw ValidationError("--watch asks servers; --chain has none") }
        guard watch || (interval == nil && metricsPort == nil) else {
            throw ValidationError("--interval and --metrics-port belong to --watch")
        }
        guard !revocation.crlFromPrivateAddresses || fetchesCRLs else {
            throw ValidationError(
                "no CRLs are fetched with --chain, --offline or --at: leave --crl-from-private-addresses out"
            )
        }
        guard Duration(parsing: interval ?? Self.usualInterval) != nil else {
            throw ValidationError("--interval takes a time such as 30s, 5m or 1h, one second at least")
        }
        guard (1...3600).contains(timeout) else { throw ValidationError("--timeout takes 1 to 3600 seconds") }
    }

    func run() throws {
        guard !watch else { return try keepWatch() }
        switch format {
        case .text: try run(VerificationText())
        case .json: try run(VerificationJSON())
        case .sarif: try run(VerificationSARIF())
        case .github: try run(VerificationGitHub())
        case .junit: try run(VerificationJUnit(threshold: failOn))
        }
    }

    private func run(_ report: some VerificationReport) throws {
        var report = report
        var tally = VerificationTally()
        var status = ExitStatus.success
        let judge = try judge()
        func add(_ result: VerifiedTarget) {
            report.add(result)
            tally.count(result.verdict)
            status = max(status, self.status(of: result))
        }
        if let chain {
            let file = InputFile(argument: chain)
            let certificates = try file.certificates()
            add(judge.judge(file.displayName, certificates, leaf: certificates.likelyLeaf))
        } else {
            let list = try TargetList(arguments: targets, files: file)
            for line in list.badLines { line.say() }
            for result in verifier(judge).results(for: list.targets, atOnce: Self.atOnce) { add(result) }
            if let worst = list.badLines.map(\.status).max() { status = max(status, worst) }
        }
        try report.finish(tally)
        if status != .success { throw status }
    }

    private func status(of result: VerifiedTarget) -> ExitStatus {
        if result.verdict == .unchecked { return .notDone }
        return failOn.isReached(by: result.findings.map(\.severity).max()) ? .findings : .success
    }

    private func judge() throws -> ChainJudge {
        var expectations = try expected.expectations(at: .now)
        let choice = try trust.choice()
        expectations.acceptsTestCI = choice.acceptsTestCI
        expectations.requiresCRL = revocation.requireCrl
        let lists = try revocation.crl.flatMap { try InputFile(argument: $0).revocationLists() }
        return ChainJudge(
            verifier: ChainVerifier(
                anchors: choice.anchors,
                knownCIs: KnownCI.all,
                revocationLists: lists,
                checksRevocation: revocation.requireCrl || !lists.isEmpty
            ),
            expectations: expectations,
            publicRoots: choice.recognisesPublicCAs ? PublicRoots() : nil,
            crlFetcher: fetchesCRLs ? CRLFetcher(allowingPrivateAddresses: revocation.crlFromPrivateAddresses) : nil
        )
    }

    private func verifier(_ judge: ChainJudge) -> ServerVerifier {
        var verifier = ServerVerifier(judge: judge, probes: .init(for: judge.expectations), timeout: .seconds(timeout))
        if auth { verifier.authentication = ServerAuthentication(judge: judge, timeout: .seconds(timeout)) }
        return verifier
    }

    private func keepWatch() throws {
        guard let interval = Duration(parsing: interval ?? Self.usualInterval) else { return }
        // Anchors and CRLs are read once; what time it is, and the targets, before each round.
        let judge = try judge()
        let (arguments, files, isFixed) = (targets, file, expected.at != nil)
        let verifier = verifier(judge)
        try Watch(
            targets: { () throws(Failure) in try TargetList(arguments: arguments, files: files) },
            verifier: { isFixed ? verifier : verifier.judging(at: .now) },
            interval: interval,
            metricsPort: metricsPort ?? 9464,
            atOnce: Self.atOnce
        ).run()
    }

    /// How many servers are asked at a time: they mostly keep one waiting.
    private static let atOnce = 64
}
