internal import COpenSSL

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The one owner of a connected socket, with TLS over it or not. Every call ends at its deadline.
@safe struct SocketStream: ~Copyable {
    private let descriptor: Int32
    private let ssl: OpaquePointer?

    deinit {
        unsafe SSL_free(ssl)
        _ = Self.closeDescriptor(descriptor)
    }

    /// Takes a connected socket; `nil`, and the socket as it was, when OpenSSL has no memory.
    init?(_ descriptor: Int32, _ contexts: TLSContexts?) {
        if let contexts {
            guard let ssl = unsafe contexts.newConnection(over: descriptor) else { return nil }
            unsafe self.ssl = ssl
        } else {
            unsafe ssl = nil
        }
        self.descriptor = descriptor
    }

    /// What came of waiting for bytes.
    enum Reading: Hashable, Sendable {
        case bytes, end, timeout
    }

    /// Comes to terms with the client; `false` when that fails.
    func handshake(until deadline: ContinuousClock.Instant) -> Bool {
        guard let ssl = unsafe ssl else { return true }
        return repeated(POLLIN, until: deadline) { unsafe SSL_accept(ssl) } == .bytes
    }

    /// The certificate that the client has shown.
    var clientCertificate: [UInt8]? {
        guard let ssl = unsafe ssl, let certificate = unsafe SSL_get1_peer_certificate(ssl) else { return nil }
        defer { unsafe X509_free(certificate) }
        let length = unsafe i2d_X509(certificate, nil)
        guard length > 0 else { return nil }
        return unsafe [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            var start = buffer.baseAddress
            count = max(0, Int(unsafe i2d_X509(certificate, &start)))
        }
    }

    /// Appends what has come to `buffer`, waiting for at least one byte.
    func read(into buffer: inout [UInt8], until deadline: ContinuousClock.Instant) -> Reading {
        var bytes = [UInt8](repeating: 0, count: 16 * 1024)
        var count = 0
        let reading = repeated(POLLIN, until: deadline) {
            let result =
                if let ssl = unsafe ssl {
                    unsafe SSL_read(ssl, &bytes, Int32(bytes.count))
                } else {
                    Int32(unsafe recv(descriptor, &bytes, bytes.count, 0))
                }
            count = Int(result)
            return result
        }
        if reading == .bytes { buffer += bytes[..<count] }
        return reading
    }

    /// Sends everything; `false` when that fails.
    func write(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            var count = 0
            let sending = repeated(POLLOUT, until: deadline) {
                let result = unsafe rest.withUnsafeBytes { bytes in
                    if let ssl = unsafe ssl {
                        unsafe SSL_write(ssl, bytes.baseAddress, Int32(clamping: bytes.count))
                    } else {
                        Int32(clamping: unsafe send(descriptor, bytes.baseAddress, bytes.count, 0))
                    }
                }
                count = Int(result)
                return result
            }
            guard sending == .bytes else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Says that no more is sent, and gives the client the time to take what was: closing with unread bytes would make the
    /// system throw away what is on its way.
    func close(until deadline: ContinuousClock.Instant) {
        if let ssl = unsafe ssl {
            unsafe SSL_shutdown(ssl)
        }
        #if canImport(Glibc)
            _ = shutdown(descriptor, Int32(SHUT_WR))
        #else
            _ = shutdown(descriptor, SHUT_WR)
        #endif
        var rubbish = [UInt8](repeating: 0, count: 4096)
        let soon = min(deadline, .now + .seconds(1))
        while repeated(
            POLLIN,
            until: soon,
            overTLS: false,
            { Int32(unsafe recv(descriptor, &rubbish, rubbish.count, 0)) }
        )
            == .bytes
        {}
    }

    /// Repeats a call that does not block until it succeeds, fails, or the time is up. `events` is what to wait for if the
    /// call would have blocked; over TLS, OpenSSL says.
    private func repeated(
        _ events: Int32,
        until deadline: ContinuousClock.Instant,
        overTLS: Bool = true,
        _ call: () -> Int32
    ) -> Reading {
        while true {
            ERR_clear_error()
            let result = call()
            if result > 0 { return .bytes }
            var events = events
            if overTLS, let ssl = unsafe ssl {
                switch unsafe SSL_get_error(ssl, result) {
                case SSL_ERROR_WANT_READ: events = POLLIN
                case SSL_ERROR_WANT_WRITE: events = POLLOUT
                default: return .end
                }
            } else {
                guard result < 0, errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR else { return .end }
            }
            guard wait(for: events, until: deadline) else { return .timeout }
        }
    }

    private func wait(for events: Int32, until deadline: ContinuousClock.Instant) -> Bool {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { return false }
        let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
        var waiting = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        return unsafe poll(&waiting, 1, Int32(clamping: milliseconds + 1)) > 0 || errno == EINTR
    }

    private static func closeDescriptor(_ descriptor: Int32) -> Int32 {
        #if canImport(Glibc)
            Glibc.close(descriptor)
        #else
            Darwin.close(descriptor)
        #endif
    }
}
