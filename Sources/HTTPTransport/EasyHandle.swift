internal import CCurl

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The one owner of a CURL, with the connections that it keeps.
///
/// Sendable though libcurl lets only one thread at a time use a CURL: `HTTPClient` gives a handle to one exchange at a time,
/// through a lock, which also makes what one thread wrote visible to the next.
@safe final class EasyHandle: @unchecked Sendable {
    let handle: OpaquePointer
    let policy: HTTPClient.Policy
    /// Kept connections refer to it as long as the handle lives.
    let trust: UnsafeMutablePointer<CCurl_trust>
    private let anchors: UnsafeMutableBufferPointer<CCurl_bytes>
    private let groups: UnsafeMutablePointer<CChar>
    private var hostText: UnsafeMutablePointer<CChar>?
    let errorText: UnsafeMutablePointer<CChar>
    private static let errorTextSize = 256
    /// What the exchange that is going on has brought so far.
    var received = Received()
    /// The mail that is going out.
    var outgoing = Outgoing()
    /// Whom it is with.
    private(set) var host = ""
    private var origin = ""

    init(_ policy: HTTPClient.Policy) throws(HTTPTransportError) {
        _ = try HTTPClient.libraryVersion()
        guard let handle = unsafe CCurl_new() else { throw .outOfMemory }
        guard let groups = unsafe strdup(Self.groups) else {
            unsafe CCurl_free(handle)
            throw .outOfMemory
        }
        unsafe self.handle = handle
        unsafe self.groups = groups
        self.policy = policy
        unsafe errorText = .allocate(capacity: Self.errorTextSize)
        unsafe errorText.initialize(repeating: 0, count: Self.errorTextSize)
        unsafe anchors = Self.copies(of: policy.trust.anchors)
        unsafe trust = .allocate(capacity: 1)
        unsafe trust.initialize(to: CCurl_trust())
        unsafe trust.pointee.groups = UnsafePointer(groups)
        unsafe trust.pointee.anchors = UnsafePointer(anchors.baseAddress)
        unsafe trust.pointee.anchorCount = anchors.count
        if case .anchors = policy.trust { unsafe trust.pointee.usesOnlyAnchors = 1 }
    }

    deinit {
        unsafe CCurl_free(handle)
        for index in unsafe 0..<anchors.count { unsafe anchors[index].bytes.deallocate() }
        unsafe anchors.deallocate()
        unsafe trust.deallocate()
        unsafe errorText.deallocate()
        unsafe free(groups)
        unsafe free(hostText)
    }

    /// All curves that certificates of SM-DP+ may have, and what the web uses.
    private static let groups = "P-256:P-384:X25519:brainpoolP256r1"

    private static func copies(of anchors: [[UInt8]]) -> UnsafeMutableBufferPointer<CCurl_bytes> {
        let copies = UnsafeMutableBufferPointer<CCurl_bytes>.allocate(capacity: anchors.count)
        for (index, anchor) in anchors.enumerated() {
            let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, anchor.count))
            _ = unsafe copy.initialize(from: anchor)
            let bytes = unsafe CCurl_bytes(bytes: UnsafePointer(copy.baseAddress), count: anchor.count)
            unsafe copies.initializeElement(at: index, to: bytes)
        }
        return unsafe copies
    }

    /// Forgets the exchange before, and notes whom the next one is with.
    func begin(with newHost: String, origin newOrigin: String, _ limits: HTTPLimits) {
        unsafe CCurl_reset(handle)
        unsafe errorText.update(repeating: 0, count: Self.errorTextSize)
        received = Received(limits: limits)
        (host, origin) = (newHost, newOrigin)
        unsafe free(hostText)
        unsafe hostText = strdup(host)
        unsafe trust.pointee.host = policy.trust.namesHost ? UnsafePointer(hostText) : nil
        unsafe trust.pointee.hostIsAddress = IPAddress(parsing: host) == nil ? 0 : 1
    }

    /// The servers that have failed at TLS 1.3.
    private var serversWithTLS12 = Set<String>()

    /// Whether TLS 1.3 is not offered.
    var needsTLS12: Bool { serversWithTLS12.contains(origin) }

    /// Makes one exchange.
    ///
    /// OpenSSL 3.0 and servers with brainpool keys fail each other at TLS 1.3 (openssl#25697), so with a trust that may lead
    /// to such keys the handshake is tried once more without it. Nothing of the request was sent by then.
    func exchange(_ request: HTTPRequest, _ limits: HTTPLimits) throws(HTTPTransportError) -> HTTPResponse {
        do {
            return try attempt(request, limits)
        } catch {
            guard case .handshakeFailed = error, unsafe CCurl_time(handle, CCurl_requestTime) == 0,
                !policy.trust.isWebPKI, !needsTLS12
            else { throw error }
            serversWithTLS12.insert(origin)
            return try attempt(request, limits)
        }
    }

    private func attempt(_ request: HTTPRequest, _ limits: HTTPLimits) throws(HTTPTransportError) -> HTTPResponse {
        if let field = request.fields.first(where: { !$0.isSafe }) { throw .unsafeField(name: field.name) }
        begin(with: request.url.host, origin: request.url.origin, limits)
        defer { received = Received() }

        let fields = try TextList(request.lines)
        let detour = try TextList(request.detour)
        try setOptions(for: request, limits)
        try unsafe fields.set(CCurl_setHeaders, on: handle)
        try unsafe detour.set(CCurl_setConnectTo, on: handle)
        let code = unsafe request.body.withUnsafeBytes { body in
            if request.hasBody {
                // libcurl takes no pointer for "read it from elsewhere".
                let start = unsafe body.baseAddress ?? UnsafeRawPointer(groups)
                guard unsafe CCurl_setBody(handle, start, body.count) == 0 else { return CURLCode.outOfMemory.rawValue }
            }
            return unsafe CCurl_perform(handle)
        }
        guard code == 0 else { throw failure(code, request.url, limits) }
        guard let response = received.response else { throw .notHTTP }
        return response
    }
}

extension HTTPTrust {
    fileprivate var anchors: [[UInt8]] {
        if case .anchors(let anchors) = self { anchors } else { [] }
    }

    fileprivate var isWebPKI: Bool {
        if case .webPKI = self { true } else { false }
    }

    /// Whether a certificate has to be for the host.
    fileprivate var namesHost: Bool {
        switch self {
        case .webPKI, .anchors: true
        case .publicKey, .judged: false
        }
    }
}

extension HTTPRequest {
    /// Whether a body is sent, if only an empty one.
    var hasBody: Bool { !body.isEmpty || [.post, .put, .patch].contains(method) }
}

extension HTTPRequest {
    /// What stands in the header, as libcurl wants it.
    fileprivate var lines: [String] {
        var lines = fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        // A name alone keeps libcurl from adding its own: it would wait for "100 Continue", and call every body a form.
        if fields["Expect"] == nil { lines.append("Expect:") }
        if hasBody, fields["Content-Type"] == nil { lines.append("Content-Type:") }
        return lines
    }

    /// Where to connect instead, as libcurl wants it.
    fileprivate var detour: [String] {
        connectTo.map { ["::\($0.contains(":") ? "[\($0)]" : $0):"] } ?? []
    }
}

/// The one owner of a curl_slist.
@safe struct TextList: ~Copyable {
    private var list: OpaquePointer?

    init(_ texts: [String]) throws(HTTPTransportError) {
        for text in texts {
            guard let longer = unsafe CCurl_append(list, text) else { throw .outOfMemory }
            unsafe list = longer
        }
    }

    deinit { unsafe CCurl_freeList(list) }

    @unsafe func set(_ option: (OpaquePointer?, OpaquePointer?) -> CInt, on handle: OpaquePointer)
        throws(HTTPTransportError)
    {
        guard unsafe option(handle, list) == 0 else { throw .outOfMemory }
    }
}
