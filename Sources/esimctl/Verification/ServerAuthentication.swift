import HTTPTransport
import SGP22
import ServerTrust

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Asks a server to authenticate itself as it would before a download, and judges CERT.DPauth, the signature and the answer.
///
/// Nothing is used up: no matching ID is sent. The request goes out only over a connection whose certificate has no error.
struct ServerAuthentication: Sendable {
    let judge: ChainJudge
    let timeout: Duration

    /// What there is to say about the server's authentication.
    ///
    /// - Parameters:
    ///   - target: The server.
    ///   - expectations: What its TLS certificate is held against; that for authentication carries the same OID.
    /// - Returns: a result of its own, for the certificate for authentication.
    func result(for target: VerifyTarget, _ expectations: CertificateExpectations) -> VerifiedTarget {
        let name = "\(target.name) (authentication)"
        func unchecked(_ reason: String) -> VerifiedTarget {
            VerifiedTarget(name: name, at: expectations.at, outcome: .unchecked(reason))
        }
        let host = expectations.host ?? target.endpoint.host
        let keys = judge.verifier.anchors.anchors.compactMap { $0.certificate.subjectKeyIdentifier.value }
        guard !keys.isEmpty else { return unchecked("there is no CI whose key could be offered to the server") }
        let question = InitiateAuthentication.Request(
            euiccChallenge: Self.challenge(),
            euiccInfo1: EUICCInfo1(
                specificationVersion: expectations.specification == .v2 ? [2, 5, 0] : [3, 1, 0],
                ciKeysForVerification: keys,
                ciKeysForSigning: keys
            ).der,
            smdpAddress: host
        )
        var wanted = expectations
        wanted.use = .auth
        wanted.host = nil
        do {
            let answer = try ask(question, of: target, named: host, expectations)
            return VerifiedTarget(name: name, chain: chain(answer, question, wanted), expecting: wanted)
        } catch {
            return unchecked(error.message)
        }
    }

    /// What the server has sent.
    private enum Answer {
        case session(InitiateAuthentication.Session)
        case refused(ExecutionStatus)
        case unusable(reason: String)
    }

    private func chain(
        _ answer: Answer,
        _ question: InitiateAuthentication.Request,
        _ expectations: CertificateExpectations
    ) -> ServedChain {
        switch answer {
        case .session(let session):
            let certificates = ([session.serverCertificate] + session.otherCertificates).map {
                ServedCertificate(der: $0)
            }
            var chain = judge.chain(of: certificates, expecting: expectations)
            chain.authentication = .session(
                isSigned: certificates[0].hasSigned(session.serverSigned1, signature: session.serverSignature1),
                disagreements: InitiateAuthentication.disagreements(of: session, with: question)
            )
            return chain
        case .refused(let status):
            return ServedChain(served: [], path: ServedChain.Path(), authentication: .refused(status))
        case .unusable(let reason):
            return ServedChain(served: [], path: ServedChain.Path(), authentication: .unusable(reason: reason))
        }
    }

    private func ask(
        _ question: InitiateAuthentication.Request,
        of target: VerifyTarget,
        named host: String,
        _ expectations: CertificateExpectations
    ) throws(Failure) -> Answer {
        let judge = self.judge
        let trust = HTTPTrust.judged { certificates, _ in
            let result = judge.judge("", certificates.map { ServedCertificate(der: $0) }, expecting: expectations)
            return [.pass, .warning].contains(result.verdict)
        }
        let client = HTTPClient(trust: trust, addresses: .any)
        let endpoint = target.endpoint
        let authority = host.contains(":") ? "[\(host)]:\(endpoint.port)" : "\(host):\(endpoint.port)"
        guard
            let url = try? HTTPURL(parsing: "https://\(authority)\(InitiateAuthentication.path)"),
            let body = try? JSONEncoder().encode(question)
        else { throw Failure("\(host) cannot be part of an address", status: .usage) }
        var request = HTTPRequest(.post, url, fields: Self.fields(expectations), body: Array(body), isRepeatable: true)
        request.connectTo = host == endpoint.host ? nil : endpoint.host
        var limits = HTTPLimits.standard
        limits.totalTime = timeout
        let response: HTTPResponse
        do {
            response = try client.send(request, limits: limits)
        } catch {
            switch error {
            case .notTrusted, .handshakeFailed:
                throw Failure("its TLS certificate is not trusted, so nothing was sent", status: .notDone)
            case .notHTTP: return .unusable(reason: "it is not HTTP")
            case .bodyTooLarge(let limit): return .unusable(reason: "it is larger than \(limit >> 20) MiB")
            case .closed: return .unusable(reason: "the connection was closed before it was whole")
            default: throw Failure(fetching: authority, error)
            }
        }
        return Self.read(response)
    }

    private static func read(_ response: HTTPResponse) -> Answer {
        guard response.status == 200 else { return .unusable(reason: "its HTTP status is \(response.status)") }
        do {
            switch try JSONDecoder().decode(InitiateAuthentication.Answer.self, from: Data(response.body)) {
            case .session(let session): return .session(session)
            case .refused(let status): return .refused(status)
            }
        } catch let error as ES9PlusError {
            return .unusable(reason: "its field \(error.field.rawValue) cannot be read")
        } catch {
            let type = response.fields["Content-Type"] ?? "of no type"
            let isJSON = type.lowercased().hasPrefix("application/json")
            return .unusable(reason: isJSON ? "it is not the JSON of ES9+" : "it is not JSON but \(type)")
        }
    }

    /// What an LPA sends (SGP.22 6.5.1.3).
    private static func fields(_ expectations: CertificateExpectations) -> [HTTPField] {
        let version = expectations.specification == .v2 ? "v2.5.0" : "v3.1.0"
        return [
            HTTPField("Content-Type", "application/json"),
            HTTPField("User-Agent", "gsma-rsp-lpad"),
            HTTPField("X-Admin-Protocol", "gsma/rsp/\(version)"),
        ]
    }

    /// 16 bytes of the system's random source.
    private static func challenge() -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }
}
