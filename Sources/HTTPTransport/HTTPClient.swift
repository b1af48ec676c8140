internal import DetachedThreads
internal import CCurl
internal import Synchronization

/// Makes HTTP and HTTPS exchanges through libcurl, which is loaded at the first one.
///
/// Many threads may use one client at once: each exchange has a handle of libcurl's for itself, and handles are kept, with
/// their connections, for the next. TLS is 1.2 or later, HTTP is 1.1, names are compared as RFC 6125 says and never with the
/// subject. Cookies, `.netrc` and compressed bodies are not used.
public final class HTTPClient: Sendable {
    /// What a client may connect to.
    public enum Addresses: Hashable, Sendable {
        /// Only addresses of the public internet, looked at when the connection is made: a name that points to another
        /// address the second time does not get round it. For addresses that someone else has written, as in certificates.
        case publicOnly
        case any
    }

    /// Which proxy is used.
    public enum Proxy: Hashable, Sendable {
        /// None, whatever the environment says.
        case none
        /// That of `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, and none to this machine (`HTTPURL.isLoopback`). Nothing
        /// but `Addresses.any` goes with it, as the proxy would be what connects: a client of public addresses alone uses none.
        case environment
    }

    private let policy: Policy
    private let idle = Mutex<[EasyHandle]>([])
    /// Handles that are kept when nobody uses them.
    private static let kept = 64

    /// - Parameters:
    ///   - trust: How servers are told apart; for all exchanges of this client.
    ///   - identity: What this client shows to servers that ask for a certificate.
    ///   - addresses: What it may connect to.
    ///   - proxy: Which proxy it uses; none by default.
    public init(trust: HTTPTrust, identity: HTTPIdentity? = nil, addresses: Addresses, proxy: Proxy = .none) {
        policy = Policy(
            trust: trust,
            identity: identity,
            addresses: addresses,
            usesProxy: proxy == .environment && addresses == .any
        )
    }

    /// Sends a request and waits for the answer, whatever its status is. Blocks the thread: not for the threads of Swift's
    /// tasks, for which there is `response(to:limits:)`.
    public func send(
        _ request: HTTPRequest,
        limits: HTTPLimits = .standard
    ) throws(HTTPTransportError) -> HTTPResponse {
        let deadline = ContinuousClock.now + limits.totalTime
        var request = request
        var redirects = 0
        while true {
            var limits = limits
            limits.totalTime = ContinuousClock.now.duration(to: deadline)
            guard limits.totalTime > .zero else { throw .timedOut(.answer) }
            let response = try exchange(request, limits)
            guard
                limits.redirects > 0, [301, 302, 303, 307, 308].contains(response.status),
                [.get, .head].contains(request.method), let location = response.fields["Location"]
            else { return response }
            redirects += 1
            guard redirects <= limits.redirects, let next = request.url.followed(to: location) else {
                throw .redirectRefused
            }
            if next.origin != request.url.origin { request.fields = [] }
            request.url = next
        }
    }

    /// Sends a request and waits for the answer on a thread that is not one of Swift's tasks.
    public func response(
        to request: HTTPRequest,
        limits: HTTPLimits = .standard
    ) async throws(HTTPTransportError) -> HTTPResponse {
        let result = await withCheckedContinuation { continuation in
            let exchange: @Sendable () -> Void = {
                continuation.resume(
                    returning: Result { () throws(HTTPTransportError) in
                        try self.send(request, limits: limits)
                    }
                )
            }
            if !DetachedThread.start(exchange) { exchange() }
        }
        return try result.get()
    }

    private func exchange(_ request: HTTPRequest, _ limits: HTTPLimits) throws(HTTPTransportError) -> HTTPResponse {
        let handle: EasyHandle
        if let kept = idle.withLock({ $0.popLast() }) {
            handle = kept
        } else {
            handle = try EasyHandle(policy)
        }
        defer {
            idle.withLock { if $0.count < Self.kept { $0.append(handle) } }
        }
        return try handle.exchange(request, limits)
    }
}

extension HTTPClient {
    /// What holds for all exchanges of a client.
    struct Policy: Sendable {
        let trust: HTTPTrust
        let identity: HTTPIdentity?
        let addresses: Addresses
        let usesProxy: Bool
    }

    /// libcurl's version and libraries, such as `libcurl/7.88.1 OpenSSL/3.0.19 …`.
    ///
    /// - Throws: `notInstalled` or `unfitLibrary`.
    public static func libraryVersion() throws(HTTPTransportError) -> String {
        let status = CCurl_load()
        let version = unsafe String(cString: CCurl_version())
        switch status {
        case CInt(CCurl_ok): return version
        case CInt(CCurl_unfit): throw .unfitLibrary(version: version)
        default: throw .notInstalled
        }
    }
}

extension HTTPURL {
    /// Where a `Location` leads from here; `nil` when that is another scheme or no address that can be used.
    func followed(to location: String) -> HTTPURL? {
        let text: String
        if location.hasPrefix("//") {
            text = "\(scheme):\(location)"
        } else if location.hasPrefix("/") {
            text = origin + location
        } else if location.prefix(while: { $0 != "/" && $0 != "?" && $0 != "#" }).contains(":") {
            text = location
        } else if location.hasPrefix("?") {
            text = origin + target.prefix { $0 != "?" } + location
        } else {
            let path = target.prefix { $0 != "?" }
            text = origin + path[...(path.lastIndex(of: "/") ?? path.startIndex)] + location
        }
        guard let next = try? HTTPURL(parsing: text), next.scheme == scheme else { return nil }
        return next
    }
}
