internal import DetachedThreads
internal import Dispatch
internal import Synchronization

extension SocketAddress {
    /// The addresses of an endpoint, IPv6 and IPv4 in turn, as the system orders them.
    ///
    /// The system's own function knows no deadline, so it runs on a thread that is left to itself when it takes too long.
    static func addresses(of endpoint: TLSEndpoint, until deadline: Deadline) throws(Unreachable) -> [SocketAddress] {
        let result: Result<[SocketAddress], LookUpFailure>
        if isAddress(endpoint.host) {
            result = lookUpResult(endpoint)
        } else {
            let answer = LookUpAnswer()
            guard DetachedThread.start({ answer.give(lookUpResult(endpoint)) }) else {
                throw .nameServerFailed(name: endpoint.host, reason: "no thread to ask on")
            }
            guard let given = answer.wait(until: deadline) else { throw .timedOut(.name, address: nil) }
            result = given
        }
        switch result {
        case .success(let addresses) where addresses.isEmpty: throw .nameNotFound(endpoint.host)
        case .success(let addresses): return addresses.familiesInTurn
        case .failure(let failure) where failure.isAnswer: throw .nameNotFound(endpoint.host)
        case .failure(let failure): throw .nameServerFailed(name: endpoint.host, reason: failure.reason)
        }
    }

    private static func lookUpResult(_ endpoint: TLSEndpoint) -> Result<[SocketAddress], LookUpFailure> {
        Result { () throws(LookUpFailure) in try lookUp(endpoint.host, port: endpoint.port) }
    }
}

/// The result of a look-up, which is perhaps never fetched.
private final class LookUpAnswer: Sendable {
    private let result = Mutex<Result<[SocketAddress], SocketAddress.LookUpFailure>?>(nil)
    private let given = DispatchSemaphore(value: 0)

    func give(_ result: Result<[SocketAddress], SocketAddress.LookUpFailure>) {
        self.result.withLock { $0 = result }
        given.signal()
    }

    /// `nil` when it has not come in time.
    func wait(until deadline: Deadline) -> Result<[SocketAddress], SocketAddress.LookUpFailure>? {
        _ = given.wait(timeout: .now() + .milliseconds(Int(deadline.pollTime)))
        return result.withLock { $0 }
    }
}

extension [SocketAddress] {
    /// The first family's first, the other's first, and so on.
    fileprivate var familiesInTurn: [SocketAddress] {
        let first = filter { $0.family == self.first?.family }
        let other = filter { $0.family != self.first?.family }
        return (0..<Swift.max(first.count, other.count)).flatMap {
            first.dropFirst($0).prefix(1) + other.dropFirst($0).prefix(1)
        }
    }
}
