import ArgumentParser
import Lab
import SGP22

/// `esimctl lab smdp`.
struct LabSMDPCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "smdp",
        abstract: "Play an SM-DP+ that shows its certificates and signs challenges, until SIGTERM or Ctrl-C.",
        discussion: """
            It answers InitiateAuthentication of ES9+, and nothing else, rightly or, with --fault, wrongly. The \
            certificate of its CI goes into the file that --ca names.

            Examples:
              esimctl lab smdp --ca lab-ci.pem --port 8443 &
              esimctl verify 127.0.0.1:8443 --host rsp.lab.example --ca lab-ci.pem --auth

            \(ExitStatus.table)
            """
    )

    @Option(name: .long, help: "The name that its certificates are for.")
    var host = "rsp.lab.example"

    @Option(name: .long, help: "The SM-DP+ OID in its certificates.")
    var smdpOid = "2.999.10"

    @Option(name: .long, help: "The port on 127.0.0.1; 0 for any that is free.")
    var port: UInt16 = 0

    @Option(name: .long, help: "The file to write the certificate of its CI to.", completion: .file())
    var ca: String

    @Option(name: .long, help: "How the certificates hang together: o, ov3, a, b or c (SGP.22 v3).")
    var variant = "o"

    @Option(name: .long, help: "The curve of all keys: p256 or brainpoolP256r1.")
    var curve = "p256"

    @Option(
        name: .long,
        help: "What is wrong: \(LabSMDP.Misbehavior.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var fault: String?

    @Flag(name: .long, help: "Replace an existing file.")
    var overwrite = false

    func run() throws {
        let signals = TerminationSignals()
        let smdp = try smdp()
        try OutputFile(path: ca, replacesExisting: overwrite).write(Array(smdp.hierarchy.ci.pem.utf8))
        Diagnostics.say("SM-DP+ \(host) at 127.0.0.1:\(smdp.port), CI key \(smdp.hierarchy.ci.keyIdentifier)")
        signals.wait()
        smdp.stop()
    }

    private func smdp() throws -> LabSMDP {
        guard let oid = try? ObjectIdentifier(parsing: smdpOid) else {
            throw ValidationError("--smdp-oid takes an OID such as 2.999.10")
        }
        guard let variant = CertificateVariant.allCases.first(where: { "\($0)" == variant.lowercased() }) else {
            throw ValidationError(
                "--variant takes \(CertificateVariant.allCases.map { "\($0)" }.joined(separator: ", "))"
            )
        }
        let kinds: [String: KeyPair.Kind] = ["p256": .p256, "brainpoolp256r1": .brainpoolP256r1]
        guard let kind = kinds[curve.lowercased()] else {
            throw ValidationError("--curve takes p256 or brainpoolP256r1")
        }
        let misbehavior = try fault.map { fault in
            guard let misbehavior = LabSMDP.Misbehavior(rawValue: fault) else {
                let all = LabSMDP.Misbehavior.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--fault takes \(all)")
            }
            return misbehavior
        }
        let start = CertificateDate.now.adding(days: -1)
        do {
            return try LabSMDP(
                host: host,
                smdpOID: oid,
                hierarchy: Hierarchy(variant, keyKind: kind, start: start),
                start: start,
                misbehavior: misbehavior,
                port: port
            )
        } catch .server(let error) {
            throw Failure(listeningAt: port, error)
        } catch {
            throw Failure("the SM-DP+ cannot be played: \(error)", status: .notDone)
        }
    }
}
