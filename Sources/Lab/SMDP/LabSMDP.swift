internal import COpenSSL
internal import Foundation
internal import HTTPService
public import SGP22

/// The part of an SM-DP+ that can be asked without an eUICC: InitiateAuthentication of ES9+ (SGP.22 5.6.1), over HTTPS on
/// loopback, with a CI of its own.
///
/// It is right by default, and wrong in one way when it is told so.
public final class LabSMDP: Sendable {
    /// The CI and the SubCAs below it.
    public let hierarchy: Hierarchy
    /// CERT.DP.TLS.
    public let tlsCertificate: IssuedCertificate
    /// CERT.DPauth.SIG, or what is shown in its place.
    public let authCertificate: IssuedCertificate
    private let server: HTTPServer

    /// What is wrong with it.
    public enum Misbehavior: String, Hashable, Sendable, CaseIterable {
        /// The TLS certificate has run out two days before.
        case expired
        /// The TLS certificate is valid from a month later on.
        case notYetValid
        /// The TLS certificate says that it is one for authentication.
        case wrongTLSRole
        /// The certificate for authentication carries another SM-DP+ OID than the TLS certificate.
        case otherOID
        /// The signature is of other data.
        case badSignature
        /// The certificate for authentication is one for profile packages.
        case otherRole
        /// Another challenge than the eUICC's is signed.
        case challengeNotEchoed
        /// Another address than the one asked for is signed.
        case otherAddress
        /// The session in the signed data is another one than outside.
        case otherTransaction
        /// Every request is answered with HTTP 500 and no body.
        case httpError
        /// Every request is answered with a web page.
        case html
    }

    /// Makes the certificates and begins to answer.
    ///
    /// - Parameters:
    ///   - host: The name by which clients know it.
    ///   - smdpOID: Its OID.
    ///   - hierarchy: What its certificates hang below.
    ///   - start: When its certificates begin to be valid.
    ///   - misbehavior: What is wrong with it, if anything.
    ///   - port: 0 for any that is free.
    /// - Throws: `LabError`.
    public init(
        host: String,
        smdpOID: ObjectIdentifier,
        hierarchy: Hierarchy,
        start: CertificateDate,
        misbehavior: Misbehavior? = nil,
        port: UInt16 = 0
    ) throws(LabError) {
        self.hierarchy = hierarchy
        let tlsStart: CertificateDate =
            switch misbehavior {
            // It is valid for 398 days.
            case .expired: start.adding(days: -400)
            case .notYetValid: start.adding(days: 30)
            default: start
            }
        tlsCertificate = try hierarchy.issue(.tls, host: host, smdpOID: smdpOID, start: tlsStart) { template in
            guard misbehavior == .wrongTLSRole else { return }
            let role = ExtensionTemplate.policies([.role(.dpAuth, hierarchy.variant.numbering)], isCritical: false)
            template.extensions = template.extensions.map { $0.id == role.id ? role : $0 }
        }
        let authOID =
            misbehavior == .otherOID ? ObjectIdentifier(unchecked: "\(smdpOID).1") : smdpOID
        let use: CertificateUse = misbehavior == .otherRole ? .pb : .auth
        authCertificate = try hierarchy.issue(use, host: host, smdpOID: authOID, start: start)
        let responder = Responder(
            host: host,
            hierarchy: hierarchy,
            certificate: authCertificate,
            misbehavior: misbehavior
        )
        do {
            server = try HTTPServer(tls: TLSOptions(tlsCertificate, of: hierarchy), port: port) {
                responder.response(to: $0)
            }
        } catch {
            throw LabError.server(error)
        }
    }

    /// The port on which it listens.
    public var port: UInt16 { server.port }

    /// Stops; further calls do nothing.
    public func stop() { server.stop() }
}

/// Answers requests; it keeps no sessions, as nothing asks for them later.
private struct Responder: Sendable {
    let host: String
    let hierarchy: Hierarchy
    let certificate: IssuedCertificate
    let misbehavior: LabSMDP.Misbehavior?

    func response(to request: HTTPServer.Request) -> HTTPServer.Response {
        switch misbehavior {
        case .httpError: return HTTPServer.Response(500)
        case .html: return HTTPServer.Response(200, contentType: "text/html", Array("<h1>It works!</h1>".utf8))
        default: break
        }
        guard request.path == InitiateAuthentication.path else { return HTTPServer.Response(404) }
        guard request.method == "POST" else {
            return HTTPServer.Response(405, headers: [HTTPServer.Header("Allow", "POST")])
        }
        let type = request.header("content-type")?.prefix { $0 != ";" } ?? ""
        guard type.lowercased() == "application/json" else { return HTTPServer.Response(415) }
        do {
            let question = try JSONDecoder().decode(InitiateAuthentication.Request.self, from: Data(request.body))
            let answer = try JSONEncoder().encode(try answer(question))
            var response = HTTPServer.Response(200, contentType: "application/json", Array(answer))
            response.headers.append(HTTPServer.Header("X-Admin-Protocol", "gsma/rsp/v2.5.0"))
            return response
        } catch is LabError {
            return HTTPServer.Response(500)
        } catch {
            return HTTPServer.Response(400)
        }
    }

    private func answer(_ question: InitiateAuthentication.Request) throws -> InitiateAuthentication.Answer {
        let info = try EUICCInfo1(der: question.euiccInfo1)
        guard question.smdpAddress.lowercased() == host.lowercased() else { return refusal("8.8.1", "3.8") }
        guard (2...3).contains(info.specificationVersion[0]) else { return refusal("8.8.3", "3.1") }
        guard info.ciKeysForVerification.contains(hierarchy.ci.keyIdentifier) else {
            return refusal("8.8.4", "3.7")
        }
        guard info.ciKeysForSigning.contains(hierarchy.ci.keyIdentifier) else { return refusal("8.8.2", "3.1") }
        let transactionID = try Self.randomBytes(16)
        let signed = ServerSigned1(
            transactionID: misbehavior == .otherTransaction ? try Self.randomBytes(16) : transactionID,
            euiccChallenge: misbehavior == .challengeNotEchoed ? try Self.randomBytes(16) : question.euiccChallenge,
            serverAddress: misbehavior == .otherAddress ? "other.\(host)" : question.smdpAddress,
            serverChallenge: try Self.randomBytes(16)
        ).der
        let signature = try certificate.key.plainSignature(over: misbehavior == .badSignature ? signed + [0] : signed)
        return .session(
            InitiateAuthentication.Session(
                transactionID: transactionID,
                serverSigned1: signed,
                serverSignature1: signature,
                ciKeyToBeUsed: hierarchy.ci.keyIdentifier,
                serverCertificate: certificate.der,
                otherCertificates: Array(hierarchy.chain(of: certificate).dropFirst())
            )
        )
    }

    private func refusal(_ subject: String, _ reason: String) -> InitiateAuthentication.Answer {
        .refused(ExecutionStatus(.failed, .init(subject, reason)))
    }

    private static func randomBytes(_ count: Int) throws(LabError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard unsafe RAND_bytes(&bytes, Int32(count)) == 1 else { throw .fromOpenSSL }
        return bytes
    }
}
