import Foundation
import Lab
import SGP22
import TestSupport
import Testing

/// The responder to InitiateAuthentication, asked by `curl`, its signature checked by `openssl`.
struct SMDPTests {
    static let host = "rsp.lab.example"
    static let oid = ObjectIdentifier(unchecked: "2.999.10")
    static let now = CertificateDate(secondsSince1970: Int64(Date().timeIntervalSince1970))

    private static func smdp(
        _ variant: CertificateVariant = .o,
        _ keyKind: KeyPair.Kind = .p256,
        _ misbehavior: LabSMDP.Misbehavior? = nil
    ) throws -> LabSMDP {
        let hierarchy = try Hierarchy(variant, keyKind: keyKind, start: now.adding(days: -9))
        let start = now.adding(days: -1)
        return try LabSMDP(host: host, smdpOID: oid, hierarchy: hierarchy, start: start, misbehavior: misbehavior)
    }

    private static func request(_ smdp: LabSMDP, address: String = host) -> InitiateAuthentication.Request {
        let key = smdp.hierarchy.ci.keyIdentifier
        let other = KeyIdentifier([UInt8](repeating: 7, count: 20))
        let info = EUICCInfo1(
            specificationVersion: [2, 5, 0],
            ciKeysForVerification: [other, key],
            ciKeysForSigning: [key]
        )
        let challenge = (0..<16).map { _ in UInt8.random(in: 0...255) }
        return .init(euiccChallenge: challenge, euiccInfo1: info.der, smdpAddress: address)
    }

    /// The status and the body of the answer.
    private static func post(_ smdp: LabSMDP, _ body: Data) async throws -> (status: String, body: Data) {
        let folder = try TemporaryFolder()
        let root = try folder.write(Array(smdp.hierarchy.ci.pem.utf8), to: "root.pem")
        let output = try await Tool.run(
            "curl",
            [
                "-sS", "--max-time", "20", "--noproxy", "*", "--resolve", "\(host):\(smdp.port):127.0.0.1", "--cacert",
                root.path, "--capath", "/none", "--curves", "P-256:brainpoolP256r1", "-H",
                "Content-Type: application/json",
                "-H", "X-Admin-Protocol: gsma/rsp/v2.5.0", "--data-binary", "@-", "-o", folder.file("body").path, "-w",
                "%{http_code}", "https://\(host):\(smdp.port)\(InitiateAuthentication.path)",
            ],
            input: Array(body)
        )
        #expect(output.status == 0, "\(output.errorText)")
        return (output.text, (try? Data(contentsOf: folder.file("body"))) ?? Data())
    }

    private static func session(
        _ smdp: LabSMDP,
        _ request: InitiateAuthentication.Request
    ) async throws -> InitiateAuthentication.Session {
        let answer = try await post(smdp, JSONEncoder().encode(request))
        guard
            case .session(let session) = try JSONDecoder().decode(InitiateAuthentication.Answer.self, from: answer.body)
        else { throw CancellationError() }
        return session
    }

    /// Whether `openssl` takes the signature as one of the certificate's key over the signed data.
    private static func verifies(_ session: InitiateAuthentication.Session) async throws -> Bool {
        let folder = try TemporaryFolder()
        let certificate = ["x509", "-inform", "DER", "-pubkey", "-noout"]
        let key = try await Tool.run("openssl", certificate, input: session.serverCertificate)
        let keyFile = try folder.write(key.standardOutput, to: "key.pem")
        // The signature as X.509 has it, by way of openssl's own writer of ASN.1.
        let (r, s) = (session.serverSignature1.prefix(32), session.serverSignature1.suffix(32))
        let text = """
            asn1=SEQUENCE:signature
            [signature]
            r=INTEGER:0x\(r.map { String(format: "%02x", $0) }.joined())
            s=INTEGER:0x\(s.map { String(format: "%02x", $0) }.joined())
            """
        let description = try folder.write(Array(text.utf8), to: "signature.cnf")
        let signature = folder.file("signature")
        let made = ["asn1parse", "-genconf", description.path, "-noout", "-out", signature.path]
        #expect(try await Tool.run("openssl", made).status == 0)
        let verify = ["dgst", "-sha256", "-verify", keyFile.path, "-signature", signature.path]
        return try await Tool.run("openssl", verify, input: session.serverSigned1).status == 0
    }

    @Test(arguments: CertificateTests.cases)
    func `signs the challenge so that openssl verifies it, in every variant and on both curves`(
        variant: CertificateVariant,
        keyKind: KeyPair.Kind
    ) async throws {
        let smdp = try Self.smdp(variant, keyKind)
        defer { smdp.stop() }
        let request = Self.request(smdp, address: "RSP.lab.example")
        let session = try await Self.session(smdp, request)
        #expect(InitiateAuthentication.disagreements(of: session, with: request) == [])
        #expect(session.serverCertificate == smdp.authCertificate.der)
        #expect(session.otherCertificates == smdp.hierarchy.subCAs.reversed().map(\.der))
        #expect(session.ciKeyToBeUsed == smdp.hierarchy.ci.keyIdentifier)
        #expect(try await Self.verifies(session))
    }

    @Test func `has a new session and a new challenge for every request`() async throws {
        let smdp = try Self.smdp()
        defer { smdp.stop() }
        let request = Self.request(smdp)
        let sessions = [try await Self.session(smdp, request), try await Self.session(smdp, request)]
        #expect(sessions[0].transactionID != sessions[1].transactionID)
        let signed = try sessions.map { try ServerSigned1(der: $0.serverSigned1) }
        #expect(signed[0].serverChallenge != signed[1].serverChallenge)
        #expect(signed[0].serverAddress == Self.host)
    }

    @Test func `signs other data, and nothing else is wrong, when told to sign badly`() async throws {
        let smdp = try Self.smdp(.o, .p256, .badSignature)
        defer { smdp.stop() }
        let request = Self.request(smdp)
        let session = try await Self.session(smdp, request)
        #expect(try await !Self.verifies(session))
        #expect(InitiateAuthentication.disagreements(of: session, with: request) == [])
    }

    @Test(arguments: [
        (LabSMDP.Misbehavior.challengeNotEchoed, InitiateAuthentication.Disagreement.challenge),
        (.otherTransaction, .transactionID), (.otherAddress, .serverAddress("other.rsp.lab.example")),
    ])
    func `signs what does not fit the question when told to`(
        misbehavior: LabSMDP.Misbehavior,
        disagreement: InitiateAuthentication.Disagreement
    ) async throws {
        let smdp = try Self.smdp(.o, .p256, misbehavior)
        defer { smdp.stop() }
        let request = Self.request(smdp)
        let session = try await Self.session(smdp, request)
        #expect(InitiateAuthentication.disagreements(of: session, with: request) == [disagreement])
        #expect(try await Self.verifies(session))
    }

    @Test(arguments: [
        (LabSMDP.Misbehavior.otherOID, "Registered ID:2.999.10.1"), (.otherRole, "Policy: 2.23.146.1.2.1.5"),
    ])
    func `shows a certificate of another OID or role when told to`(
        misbehavior: LabSMDP.Misbehavior,
        line: String
    ) async throws {
        let smdp = try Self.smdp(.o, .p256, misbehavior)
        defer { smdp.stop() }
        let session = try await Self.session(smdp, Self.request(smdp))
        let command = ["x509", "-inform", "DER", "-noout", "-text"]
        let text = try await Tool.run("openssl", command, input: session.serverCertificate).text
        #expect(text.contains(line + "\n"), "\(text)")
        #expect(try await Self.verifies(session))
    }

    @Test func `answers with HTTP 500 or with a web page when told to`() async throws {
        for (misbehavior, status, body) in [
            (LabSMDP.Misbehavior.httpError, "500", ""), (.html, "200", "<h1>It works!</h1>"),
        ] {
            let smdp = try Self.smdp(.o, .p256, misbehavior)
            defer { smdp.stop() }
            let answer = try await Self.post(smdp, JSONEncoder().encode(Self.request(smdp)))
            #expect(answer.status == status)
            #expect(String(decoding: answer.body, as: UTF8.self) == body)
        }
    }

    @Test func `refuses with the codes of SGP_22 what does not concern it`() async throws {
        let smdp = try Self.smdp()
        defer { smdp.stop() }
        let key = smdp.hierarchy.ci.keyIdentifier
        let other = KeyIdentifier([UInt8](repeating: 7, count: 20))
        func question(_ version: UInt8, _ verification: KeyIdentifier, _ signing: KeyIdentifier, _ address: String)
            -> InitiateAuthentication.Request
        {
            let info = EUICCInfo1(
                specificationVersion: [version, 0, 0],
                ciKeysForVerification: [verification],
                ciKeysForSigning: [signing]
            )
            let challenge = [UInt8](repeating: 1, count: 16)
            return .init(euiccChallenge: challenge, euiccInfo1: info.der, smdpAddress: address)
        }
        for (request, codes) in [
            (question(2, key, key, "other.example"), "8.8.1/3.8"), (question(1, key, key, Self.host), "8.8.3/3.1"),
            (question(2, other, key, Self.host), "8.8.4/3.7"), (question(2, key, other, Self.host), "8.8.2/3.1"),
        ] {
            let answer = try await Self.post(smdp, JSONEncoder().encode(request))
            #expect(answer.status == "200")
            guard
                case .refused(let status) = try JSONDecoder().decode(
                    InitiateAuthentication.Answer.self,
                    from: answer.body
                )
            else {
                Issue.record("not refused: \(codes)")
                continue
            }
            #expect(status.outcome == .failed)
            #expect("\(status.code?.subjectCode ?? "")/\(status.code?.reasonCode ?? "")" == codes)
        }
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"euiccChallenge":"AAAA","euiccInfo1":"","smdpAddress":"rsp.lab.example"}"#,
        #"{"euiccChallenge":"AAAAAAAAAAAAAAAAAAAAAA==","euiccInfo1":"vyAA","smdpAddress":"rsp.lab.example"}"#,
    ])
    func `answers a request that it cannot read with HTTP 400`(body: String) async throws {
        let smdp = try Self.smdp()
        defer { smdp.stop() }
        #expect(try await Self.post(smdp, Data(body.utf8)).status == "400")
    }
}
