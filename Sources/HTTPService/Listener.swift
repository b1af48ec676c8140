internal import DetachedThreads
internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The one owner of a socket that listens.
final class Listener: Sendable {
    private let descriptor: Int32
    private let isOpen = Atomic(true)

    deinit { end() }

    /// Gives the port back. Further calls do nothing.
    func end() {
        if isOpen.exchange(false, ordering: .relaxed) { _ = close(descriptor) }
    }

    init(loopback: HTTPServer.Loopback, port: UInt16) throws(HTTPServiceError) {
        let descriptor = try Socket.new(loopback == .v4 ? AF_INET : AF_INET6)
        Socket.set(descriptor, SO_REUSEADDR)
        let isBound = Socket.bind(descriptor, loopback, port) == 0
        guard isBound, listen(descriptor, 128) == 0 else {
            let number = errno
            close(descriptor)
            throw .system(operation: isBound ? "listen" : "bind", number: number)
        }
        self.descriptor = descriptor
    }

    func port() throws(HTTPServiceError) -> UInt16 {
        guard let port = Socket.port(of: descriptor) else { throw .system(operation: "getsockname", number: errno) }
        return port
    }

    /// Starts a thread for each connection, until there is something to read from `wakeUp`.
    func accept(until wakeUp: Int32, for state: ServerState) {
        while !state.isStopping {
            var descriptors = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0),
            ]
            guard unsafe poll(&descriptors, 2, -1) > 0 || errno == EINTR else { return }
            guard descriptors[1].revents == 0 else { return }
            guard descriptors[0].revents != 0 else { continue }
            let client = Socket.acceptConnection(descriptor)
            guard client >= 0 else {
                // A client that has gone again, or too many open files: the next one may fare better, and without a pause this
                // loop would take a whole core until then.
                usleep(1000)
                continue
            }
            guard state.admit(client) else {
                close(client)
                continue
            }
            state.threads.enter()
            let hasStarted = DetachedThread.start {
                Socket.blockBrokenPipeSignal()
                Self.serve(client, state)
                state.threads.leave()
            }
            guard hasStarted else {
                state.dismiss(client)
                close(client)
                state.threads.leave()
                continue
            }
        }
    }

    private static func serve(_ descriptor: Int32, _ state: ServerState) {
        guard let stream = SocketStream(descriptor, state.contexts) else {
            state.dismiss(descriptor)
            close(descriptor)
            return
        }
        var connection = ServerConnection(stream, state)
        connection.run()
        // Before the descriptor is closed with the stream, as its number may then be given to another connection.
        state.dismiss(descriptor)
    }
}

/// The calls that are not the same on every system.
enum Socket {
    /// A new TCP socket, which children do not inherit and which does not block.
    static func new(_ family: Int32) throws(HTTPServiceError) -> Int32 {
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        let descriptor = socket(family, kind, 0)
        guard descriptor >= 0 else { throw .system(operation: "socket", number: errno) }
        prepare(descriptor)
        return descriptor
    }

    static func acceptConnection(_ listener: Int32) -> Int32 {
        let descriptor = accept(listener, nil, nil)
        if descriptor >= 0 { prepare(descriptor) }
        return descriptor
    }

    private static func prepare(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        #if !canImport(Glibc)
            set(descriptor, SO_NOSIGPIPE)
        #endif
    }

    /// Sets a socket option to 1.
    static func set(_ descriptor: Int32, _ option: Int32) {
        var one: Int32 = 1
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, option, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    static func bind(_ descriptor: Int32, _ loopback: HTTPServer.Loopback, _ port: UInt16) -> Int32 {
        switch loopback {
        case .v4:
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return bind(descriptor, &address)
        case .v6:
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = in6addr_loopback
            return bind(descriptor, &address)
        }
    }

    private static func bind<Address>(_ descriptor: Int32, _ address: inout Address) -> Int32 {
        let size = socklen_t(MemoryLayout<Address>.size)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                #if canImport(Glibc)
                    unsafe Glibc.bind(descriptor, pointer, size)
                #else
                    unsafe Darwin.bind(descriptor, pointer, size)
                #endif
            }
        }
    }

    /// The port that a socket is bound to.
    static func port(of descriptor: Int32) -> UInt16? {
        var address = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe getsockname(descriptor, pointer, &size)
            }
        }
        // The port has the same place in an IPv4 address.
        return result == 0 ? UInt16(bigEndian: address.sin6_port) : nil
    }

    /// Ends a connection in both directions; its descriptor stays open.
    static func shutDown(_ descriptor: Int32) {
        #if canImport(Glibc)
            _ = shutdown(descriptor, Int32(SHUT_RDWR))
        #else
            _ = shutdown(descriptor, SHUT_RDWR)
        #endif
    }

    /// Writing to a connection that the client has closed is then an error, and does not end the process. For this thread
    /// alone: what the rest of the process does with the signal is its own affair.
    static func blockBrokenPipeSignal() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        _ = unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
