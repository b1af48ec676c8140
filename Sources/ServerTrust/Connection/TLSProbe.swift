public import SGP22

/// Takes the certificates that a TLS server shows, without trusting it and without sending anything but handshakes.
///
/// One probe serves any number of threads at once; each retrieval blocks its thread (`SideBySide` has threads for many).
public struct TLSProbe: Sendable {
    /// What a server has shown.
    public struct Retrieval: Hashable, Sendable {
        /// DER, in the order in which the server has sent them.
        public var certificates: [[UInt8]]
        public var connection: ServedChain.Connection
        /// The IP address that has answered.
        public var address: String
        /// What the server shows to clients with other curves, if its leaf is then another.
        public var other: Alternative?
        /// Why the handshake has not come to its end although the certificates had come: mostly a server that wants a client's.
        public var handshakeFailure: ServedChain.HandshakeFailure?
    }

    /// A second chain of the same server's.
    public struct Alternative: Hashable, Sendable {
        public var certificates: [[UInt8]]
        public var connection: ServedChain.Connection
    }

    /// Why there are no certificates.
    public enum Failure: Error, Hashable, Sendable {
        case unreachable(Unreachable)
        /// Somebody is there, at this IP address, and the handshake has failed.
        case handshake(ServedChain.HandshakeFailure, address: String)
        /// OpenSSL does not let itself be set up; its words.
        case unusable(String)
    }

    private let contexts: [TLSOffer: TLSContext]
    private let looksForOtherCurve: Bool
    private let asksForSuitesOfV2: Bool

    /// - Parameters:
    ///   - hint: The CI that the server is told about.
    ///   - looksForOtherCurve: Whether a second connection asks what clients with other curves are shown.
    ///   - asksForSuitesOfV2: Whether, where another suite was agreed on, one more connection finds out if the two of SGP.22 v2
    ///     are taken as well (`ServedChain.Connection.takesSuitesOfV2`).
    /// - Throws: `Failure.unusable`, also when the hint's name is no name.
    public init(
        hint: CIHint? = nil,
        looksForOtherCurve: Bool = true,
        asksForSuitesOfV2: Bool = false
    ) throws(Failure) {
        var contexts: [TLSOffer: TLSContext] = [:]
        for offer in TLSOffer.allCases {
            do { contexts[offer] = try TLSContext(offer, hint: hint) } catch { throw .unusable("\(error)") }
        }
        self.contexts = contexts
        self.looksForOtherCurve = looksForOtherCurve
        self.asksForSuitesOfV2 = asksForSuitesOfV2
    }

    /// Takes the certificates of the server at `endpoint`.
    ///
    /// A handshake that fails is tried again without TLS 1.3, and at last with what came before TLS 1.2: the version then
    /// tells how old the server is.
    ///
    /// - Parameters:
    ///   - endpoint: Where it is; its name is sent as SNI.
    ///   - substitute: Where to connect instead, as for a server that is not in DNS yet.
    ///   - time: For everything: name, connections, handshakes.
    /// - Returns: the certificates, though perhaps of a handshake that was not carried through.
    /// - Throws: `Failure`, when not even a certificate was shown.
    public func retrieve(
        from endpoint: TLSEndpoint,
        at substitute: TLSEndpoint? = nil,
        within time: Duration = .seconds(10)
    ) throws(Failure) -> Retrieval {
        let deadline = Deadline(in: time)
        let addresses: [SocketAddress]
        do { addresses = try SocketAddress.addresses(of: substitute ?? endpoint, until: deadline) } catch {
            throw .unreachable(error)
        }
        var firstFailure: Failure?
        for offer in [TLSOffer.everything, .upToTLS12, .beforeTLS12] {
            do {
                let first = try attempt(offer, addresses, endpoint.serverName, until: deadline)
                var retrieval = Retrieval(
                    certificates: first.certificates,
                    connection: first.connection,
                    address: first.address,
                    handshakeFailure: first.failure
                )
                if looksForOtherCurve, offer != .beforeTLS12, first.failure == nil {
                    retrieval.other = other(than: first, addresses, endpoint.serverName, until: deadline)
                }
                if asksForSuitesOfV2, offer != .beforeTLS12, first.failure == nil {
                    retrieval.connection.takesSuitesOfV2 =
                        takesSuitesOfV2(after: first, addresses, endpoint.serverName, until: deadline)
                }
                return retrieval
            } catch {
                firstFailure = firstFailure ?? error
                guard error.mayDependOnOffer else { break }
            }
        }
        throw firstFailure ?? .unusable("")
    }
}

extension TLSProbe {
    /// What one handshake has brought.
    private struct Result {
        var certificates: [[UInt8]]
        var connection: ServedChain.Connection
        var address: String
        var leafIsOnBrainpool: Bool
        var failure: ServedChain.HandshakeFailure?
    }

    private func attempt(
        _ offer: TLSOffer,
        _ addresses: [SocketAddress],
        _ serverName: String?,
        until deadline: Deadline
    ) throws(Failure) -> Result {
        guard let context = contexts[offer] else { throw .unusable("") }
        let connection: TCPConnection
        do { connection = try TCPConnection(to: addresses, until: deadline) } catch { throw .unreachable(error) }
        let address = connection.address.description
        var handshake: TLSHandshake
        do { handshake = try TLSHandshake(over: connection, context, serverName: serverName, until: deadline) } catch {
            throw Failure(error, address: address)
        }
        var failure: TLSHandshake.Failure?
        do { try handshake.run() } catch { failure = error }
        let certificates = handshake.certificates
        if let failure, certificates.isEmpty { throw Failure(failure, address: address) }
        let result = Result(
            certificates: certificates,
            connection: handshake.agreement,
            address: address,
            leafIsOnBrainpool: handshake.leafIsOnBrainpool,
            failure: failure?.ofHandshake
        )
        if let failure, result.failure == nil { throw Failure(failure, address: address) }
        handshake.close()
        return result
    }

    /// Asks once more with the other curve. That it fails says that there is nothing else to be shown.
    private func other(
        than first: Result,
        _ addresses: [SocketAddress],
        _ serverName: String?,
        until deadline: Deadline
    ) -> Alternative? {
        let offer = first.leafIsOnBrainpool ? TLSOffer.withoutBrainpool : .onlyBrainpool
        let same = addresses.filter { $0.description == first.address }
        guard
            let second = try? attempt(offer, same, serverName, until: deadline),
            second.certificates.first != first.certificates.first
        else { return nil }
        return Alternative(certificates: second.certificates, connection: second.connection)
    }
}

extension TLSProbe {
    /// Whether a handshake with the two suites of SGP.22 v2 comes about; `nil` when that cannot be found out.
    private func takesSuitesOfV2(
        after first: Result,
        _ addresses: [SocketAddress],
        _ serverName: String?,
        until deadline: Deadline
    ) -> Bool? {
        guard !first.connection.hasSuiteOfV2 else { return true }
        let same = addresses.filter { $0.description == first.address }
        do { return try attempt(.onlySuitesOfV2, same, serverName, until: deadline).connection.hasSuiteOfV2 } catch {
            if case .handshake = error { return false }
            return nil
        }
    }
}

extension TLSHandshake.Failure {
    /// What the server had against it; `nil` for the deadline.
    fileprivate var ofHandshake: ServedChain.HandshakeFailure? {
        if case .failed(let failure) = self { failure } else { nil }
    }
}

extension TLSProbe.Failure {
    fileprivate init(_ failure: TLSHandshake.Failure, address: String) {
        switch failure {
        case .failed(let failure): self = .handshake(failure, address: address)
        case .deadlinePassed: self = .unreachable(.timedOut(.handshake, address: address))
        }
    }

    /// Whether another client hello may do better.
    fileprivate var mayDependOnOffer: Bool {
        switch self {
        case .handshake(.notTLS, _), .unreachable, .unusable: false
        case .handshake: true
        }
    }
}
