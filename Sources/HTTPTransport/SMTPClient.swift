internal import Synchronization

/// Hands mail in at one server, through libcurl.
public final class SMTPClient: Sendable {
    private let server: SMTPServer
    private let login: SMTPLogin?
    private let policy: HTTPClient.Policy
    private let idle = Mutex<EasyHandle?>(nil)

    /// Mail is handed in at `server`, which is told from others by `trust`, as `login` if there is one.
    public init(_ server: SMTPServer, trust: HTTPTrust = .webPKI, login: SMTPLogin? = nil) {
        self.server = server
        self.login = login
        policy = HTTPClient.Policy(trust: trust, identity: nil, addresses: .any, usesProxy: false)
    }

    /// Hands one message in; blocks the thread. The addresses are bare, `name@host`, with nothing in them that could be taken for
    /// another command.
    /// The message is header and body (RFC 5322), lines ended by CR LF. Throws `SMTPError`.
    public func send(
        _ message: [UInt8],
        from sender: String,
        to recipient: String,
        limits: HTTPLimits = .standard
    ) throws(SMTPError) {
        do {
            let handle: EasyHandle
            if let kept = idle.withLock({ $0.take() }) { handle = kept } else { handle = try EasyHandle(policy) }
            defer { idle.withLock { $0 = handle } }
            let code = try handle.send(message, from: sender, to: recipient, server, login, limits)
            guard code != 0 else { return }
            throw handle.mailFailure(code, server)
        } catch let error as SMTPError {
            throw error
        } catch let error as HTTPTransportError {
            throw .transport(error)
        } catch {
            throw .transport(.outOfMemory)
        }
    }
}
