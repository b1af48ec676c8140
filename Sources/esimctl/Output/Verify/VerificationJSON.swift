import SGP22

/// One JSON document, `esimctl.verify/1`, always in English; written as it grows.
struct VerificationJSON: VerificationReport {
    private var output = JSONOutput()
    private var isFirst = true

    mutating func add(_ target: VerifiedTarget) {
        output.write(isFirst ? Self.head + "\n" : ",\n")
        isFirst = false
        output.write(Result(target))
    }

    mutating func finish(_ tally: VerificationTally) throws {
        output.write(isFirst ? Self.head : "\n")
        output.write("],\n\"summary\":")
        output.write(
            Summary(
                checked: tally.checked,
                pass: tally[.pass],
                warnings: tally[.warning],
                fail: tally[.fail],
                unchecked: tally[.unchecked]
            )
        )
        output.write("}\n")
        try output.flush()
    }

    private static let head = "{\"schema\":\"esimctl.verify/1\",\n\"results\":["
}

extension VerificationJSON {
    private struct Summary: Encodable {
        var checked, pass, warnings, fail, unchecked: Int
    }

    /// One target, as `--format json` and the lines of `--watch` give it.
    struct Result: Encodable {
        var target: String
        var at: String
        var verdict: String
        /// Why it is unchecked.
        @Nullable var reason: String?
        var trustDomain: String
        var chain: [Link]
        var findings: [Finding]
        @Nullable var tls: Connection?

        init(_ verified: VerifiedTarget) {
            target = verified.name
            at = verified.at.description
            verdict = verified.verdict.rawValue
            if case .unchecked(let reason) = verified.outcome { self.reason = reason }
            trustDomain = (verified.chain?.path.trustDomain ?? .unknown).rawValue
            chain = (verified.chain?.certificates ?? []).enumerated().map { Link($0.element, position: $0.offset) }
            findings = verified.findings.map(Finding.init)
            tls = verified.chain?.connection.map(Connection.init)
        }
    }

    struct Link: Encodable {
        var position: Int
        var subject, issuer, serial, notBefore, notAfter, curve: String
        @Nullable var subjectKeyIdentifier: String?
        var sha256: String

        init(_ certificate: Certificate, position: Int) {
            self.position = position
            subject = certificate.subject.description
            issuer = certificate.issuer.description
            serial = KeyIdentifier(certificate.serialNumber).description
            notBefore = certificate.notBefore.date.description
            notAfter = certificate.notAfter.date.description
            curve = certificate.publicKey.name
            subjectKeyIdentifier = certificate.subjectKeyIdentifier.value?.description
            sha256 = KeyIdentifier(certificate.sha256).description
        }
    }

    struct Finding: Encodable {
        var rule, severity: String
        @Nullable var position: Int?
        var message, reference, fix: String

        init(_ finding: CertificateFinding) {
            rule = finding.rule
            severity = finding.severity.rawValue
            position = finding.position
            message = finding.message
            reference = finding.reference
            fix = finding.advice
        }
    }

    struct Connection: Encodable {
        var version, cipherSuite: String

        init(_ connection: ServedChain.Connection) {
            version = connection.version
            cipherSuite = connection.cipherSuite
        }
    }
}
