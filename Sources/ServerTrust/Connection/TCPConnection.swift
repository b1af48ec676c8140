#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A connected socket that never blocks: the one owner of its descriptor.
struct TCPConnection: ~Copyable {
    private let descriptor: CInt
    let address: SocketAddress

    deinit { close(descriptor) }

    /// Connects to whichever address answers first. Each has a quarter of a second before the next is tried beside it
    /// (RFC 8305 in small).
    init(to addresses: [SocketAddress], until deadline: Deadline) throws(Unreachable) {
        var waiting: [(descriptor: CInt, address: SocketAddress)] = []
        defer { for other in waiting { close(other.descriptor) } }
        var rest = addresses[...]
        var failure: Unreachable?
        while true {
            if let next = rest.popFirst() {
                switch Self.begin(next) {
                case .success(let descriptor): waiting.append((descriptor, next))
                case .failure(let error):
                    failure = failure ?? error
                    continue
                }
            }
            guard !waiting.isEmpty else {
                if rest.isEmpty { throw failure ?? .timedOut(.connection, address: addresses.first?.description) }
                continue
            }
            var polls = waiting.map { pollfd(fd: $0.descriptor, events: Int16(POLLOUT), revents: 0) }
            let patience = rest.isEmpty ? deadline : deadline.atMost(.milliseconds(250))
            _ = unsafe poll(&polls, nfds_t(polls.count), patience.pollTime)
            for (index, ready) in polls.enumerated().reversed() where ready.revents != 0 {
                let (descriptor, address) = waiting.remove(at: index)
                let error = Self.pendingError(descriptor)
                if error == 0 {
                    (self.descriptor, self.address) = (descriptor, address)
                    return
                }
                close(descriptor)
                failure = failure ?? Self.failure(error, address)
            }
            if deadline.hasPassed { throw .timedOut(.connection, address: waiting.first?.address.description) }
        }
    }

    /// Begins to connect.
    private static func begin(_ address: SocketAddress) -> Result<CInt, Unreachable> {
        #if canImport(Glibc)
            let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        #else
            let type = SOCK_STREAM
        #endif
        let descriptor = socket(address.family, type, 0)
        guard descriptor >= 0 else { return .failure(failure(errno, address)) }
        #if !canImport(Glibc)
            var on: CInt = 1
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<CInt>.size))
        #endif
        var on: CInt = 1
        unsafe setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<CInt>.size))
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        let status = unsafe address.bytes.withUnsafeBytes { bytes in
            unsafe connect(
                descriptor,
                bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t(bytes.count)
            )
        }
        if status == 0 || errno == EINPROGRESS { return .success(descriptor) }
        let reason = failure(errno, address)
        close(descriptor)
        return .failure(reason)
    }

    private static func pendingError(_ descriptor: CInt) -> CInt {
        var error: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 else { return errno }
        return error
    }

    private static func failure(_ error: CInt, _ address: SocketAddress) -> Unreachable {
        switch error {
        case ECONNREFUSED: .refused(address: address.description)
        case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL, EAFNOSUPPORT:
            .noRoute(address: address.description)
        case ETIMEDOUT: .timedOut(.connection, address: address.description)
        default: .failed(address: address.description, errno: error)
        }
    }
}

extension TCPConnection {
    /// What waiting for bytes has brought.
    enum Arrival {
        case bytes(Int)
        /// The other side has closed the connection, or torn it down.
        case end
        case deadlinePassed
    }

    /// Reads what there is, waiting for the first byte.
    borrowing func read(into buffer: UnsafeMutableRawBufferPointer, until deadline: Deadline) -> Arrival {
        while true {
            let count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .end }
            switch errno {
            case EINTR: continue
            case EAGAIN, EWOULDBLOCK: if !wait(for: POLLIN, until: deadline) { return .deadlinePassed }
            default: return .end
            }
        }
    }

    /// Writes all of it; `false` when the other side does not take it, or not in time.
    borrowing func write(_ bytes: UnsafeRawBufferPointer, until deadline: Deadline) -> Bool {
        #if canImport(Glibc)
            let flags = CInt(MSG_NOSIGNAL)
        #else
            let flags: CInt = 0
        #endif
        var rest = unsafe bytes[...]
        while unsafe !rest.isEmpty {
            let part = unsafe UnsafeRawBufferPointer(rebasing: rest)
            let count = unsafe send(descriptor, part.baseAddress, part.count, flags)
            if count > 0 {
                unsafe rest = rest.dropFirst(count)
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                guard wait(for: POLLOUT, until: deadline) else { return false }
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// Says that nothing more will come from here.
    borrowing func endWriting() {
        shutdown(descriptor, CInt(SHUT_WR))
    }

    private borrowing func wait(for events: CInt, until deadline: Deadline) -> Bool {
        while !deadline.hasPassed {
            var descriptors = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            if unsafe poll(&descriptors, 1, deadline.pollTime) > 0 { return true }
        }
        return false
    }
}
