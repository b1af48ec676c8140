import SGP22
import ServerTrust
import Synchronization
import SystemPackage

/// Takes the certificates of servers and judges them. One value serves many threads.
struct ServerVerifier: Sendable {
    private(set) var judge: ChainJudge
    let probes: Probes
    /// For everything about one server.
    let timeout: Duration
    /// Asks for authentication too, if that is wanted.
    var authentication: ServerAuthentication?

    /// The probes that targets need: one for each CI that servers are told about.
    final class Probes: Sendable {
        private let known = Mutex<[CIHint?: TLSProbe]>([:])
        private let asksForSuitesOfV2: Bool

        init(for expectations: CertificateExpectations) {
            asksForSuitesOfV2 = expectations.specification == .v2 && expectations.profile == .gsma
        }

        func probe(_ hint: CIHint?) throws(TLSProbe.Failure) -> TLSProbe {
            if let probe = known.withLock({ $0[hint] }) { return probe }
            let probe = try TLSProbe(hint: hint, asksForSuitesOfV2: asksForSuitesOfV2)
            known.withLock { $0[hint] = probe }
            return probe
        }
    }

    /// What there is to say about a server: one result, and another one when it shows clients of the other curve another chain.
    func results(for target: VerifyTarget) -> [VerifiedTarget] {
        var expectations = judge.expectations
        expectations.host = expectations.host ?? target.endpoint.host
        expectations.smdpOID = expectations.smdpOID ?? target.smdpOID
        expectations.ciPKID = expectations.ciPKID ?? target.ciPKID
        do {
            let retrieval = try retrieve(target, expectations)
            var results = [
                result(
                    target.name,
                    retrieval.certificates,
                    retrieval.connection,
                    retrieval.handshakeFailure,
                    expectations
                )
            ]
            if let other = retrieval.other {
                let name = "\(target.name) (other curve)"
                results.append(result(name, other.certificates, other.connection, nil, expectations))
            }
            if let authentication {
                var expectations = expectations
                // Both certificates carry the OID of the one server.
                expectations.smdpOID =
                    expectations.smdpOID ?? results[0].chain?.path.links.first?.certificate.registeredIDs.first
                results.append(authentication.result(for: target, expectations))
            }
            return results
        } catch {
            switch error {
            case .handshake(let failure, _):
                let chain = ServedChain(served: [], path: ServedChain.Path(), handshakeFailure: failure)
                return [VerifiedTarget(name: target.name, chain: chain, expecting: expectations)]
            case .unreachable(let reason):
                return [VerifiedTarget(name: target.name, at: expectations.at, outcome: .unchecked(reason.text))]
            case .unusable(let reason):
                return [VerifiedTarget(name: target.name, at: expectations.at, outcome: .unchecked(reason))]
            }
        }
    }

    /// The same, for another moment.
    func judging(at moment: CertificateDate) -> ServerVerifier {
        var verifier = self
        verifier.judge.expectations.at = moment
        return verifier
    }

    /// The results of many, in the order of the targets.
    func results(for targets: [VerifyTarget], atOnce: Int) -> [VerifiedTarget] {
        let results = Mutex([[VerifiedTarget]](repeating: [], count: targets.count))
        SideBySide.forEach(below: targets.count, atOnce: atOnce) { index in
            let found = self.results(for: targets[index])
            results.withLock { $0[index] = found }
        }
        return results.withLock { $0.flatMap(\.self) }
    }

    private func retrieve(
        _ target: VerifyTarget,
        _ expectations: CertificateExpectations
    ) throws(TLSProbe.Failure) -> TLSProbe.Retrieval {
        let hint = expectations.ciPKID.map { key in
            CIHint(keyIdentifier: key, name: judge.verifier.anchors[key].first?.certificate.subject.der)
        }
        let probe = try probes.probe(hint)
        // The name that is asked for may be another than where the server is reached.
        guard
            let host = expectations.host, host != target.endpoint.host,
            let named = try? TLSEndpoint(host: host, port: target.endpoint.port)
        else { return try probe.retrieve(from: target.endpoint, within: timeout) }
        return try probe.retrieve(from: named, at: target.endpoint, within: timeout)
    }

    private func result(
        _ name: String,
        _ certificates: [[UInt8]],
        _ connection: ServedChain.Connection,
        _ handshakeFailure: ServedChain.HandshakeFailure?,
        _ expectations: CertificateExpectations
    ) -> VerifiedTarget {
        let served = certificates.map { ServedCertificate(der: $0) }
        return judge.judge(
            name,
            served,
            connection: connection,
            handshakeFailure: handshakeFailure,
            expecting: expectations
        )
    }
}

extension Unreachable {
    /// The reason in a few words.
    var text: String {
        switch self {
        case .nameNotFound(let name): "no address is known for \(name)"
        case .nameServerFailed(let name, let reason): "the address of \(name) could not be found out (\(reason))"
        case .refused(let address): "nobody listens at \(address)"
        case .noRoute(let address): "no way leads to \(address)"
        case .timedOut(.name, _): "its name was not resolved in time"
        case .timedOut(.connection, let address): "no connection was made in time\(address.map { " to \($0)" } ?? "")"
        case .timedOut(.handshake, let address): "it was reached\(address.map { " at \($0)" } ?? "") and went silent"
        case .failed(let address, let errno): "\(address) cannot be reached (\(Errno(rawValue: errno)))"
        }
    }
}
