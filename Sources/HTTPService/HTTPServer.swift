internal import DetachedThreads
internal import Dispatch
internal import Foundation
internal import Synchronization

/// A small HTTP/1.1 server on the loopback interface, over TLS or not: for metrics and for the laboratory, never for a network.
///
/// Each connection has a thread of its own and stays open for further requests. Everything has a bound: connections, head,
/// body, and the time in which a handshake or a request has to be complete.
public final class HTTPServer: Sendable {
    /// The port on which it listens.
    public let port: UInt16
    private let state: ServerState
    private let wakeUp: Pipe

    /// Begins to listen and to answer.
    ///
    /// - Parameters:
    ///   - tls: What it shows of itself; `nil` for plain HTTP.
    ///   - loopback: `127.0.0.1` or `::1`.
    ///   - port: 0 for any that is free.
    ///   - limits: How much it takes.
    ///   - handler: Gives the answer, on the thread of the connection; `nil` ends the connection without one.
    /// - Throws: `HTTPServiceError`.
    public init(
        tls: TLSOptions? = nil,
        loopback: Loopback = .v4,
        port: UInt16 = 0,
        limits: Limits = Limits(),
        handler: @escaping @Sendable (Request) -> Response?
    ) throws(HTTPServiceError) {
        let contexts: TLSContexts? = if let tls { try TLSContexts(tls) } else { nil }
        let listener = try Listener(loopback: loopback, port: port)
        self.port = try listener.port()
        state = ServerState(limits: limits, contexts: contexts, handler: handler)
        wakeUp = Pipe()
        let wakeUpDescriptor = wakeUp.fileHandleForReading.fileDescriptor
        state.threads.enter()
        // It owns the listener from here on, and knows nothing of the server, so that the server can go.
        let hasStarted = DetachedThread.start { [state] in
            listener.accept(until: wakeUpDescriptor, for: state)
            // Now, as who waits for this thread may want the port.
            listener.end()
            state.threads.leave()
        }
        guard hasStarted else {
            state.threads.leave()
            throw .system(operation: "pthread_create", number: EAGAIN)
        }
    }

    deinit { stop() }

    /// Stops listening, breaks off all connections, and waits until no thread is left. Further calls do nothing.
    ///
    /// A handler that is at work is waited for. It must not be called from a handler.
    public func stop() {
        state.breakOff()
        // Not closed: a child of this process may hold the same end.
        try? wakeUp.fileHandleForWriting.write(contentsOf: [0])
        state.threads.wait()
    }

    /// Which loopback address.
    public enum Loopback: Hashable, Sendable {
        case v4, v6
    }

    /// How much a server takes.
    public struct Limits: Hashable, Sendable {
        /// Connections at the same time; further ones are closed.
        public var connections = 256
        /// Bytes of a request's head.
        public var headBytes = 32 * 1024
        /// Bytes of a request's body.
        public var bodyBytes = 4 * 1024 * 1024
        /// How long a handshake, a request or the sending of an answer may take.
        public var timeout = Duration.seconds(10)
        /// How long a connection may stay open without a request.
        public var idleTimeout = Duration.seconds(30)

        public init() {}
    }
}

/// What the threads of a server have in common.
final class ServerState: Sendable {
    let limits: HTTPServer.Limits
    let contexts: TLSContexts?
    let handler: @Sendable (HTTPServer.Request) -> HTTPServer.Response?
    /// All threads that are at work.
    let threads = DispatchGroup()

    private struct Connections {
        var descriptors: Set<Int32> = []
        var isStopping = false
    }
    private let connections = Mutex(Connections())

    init(
        limits: HTTPServer.Limits,
        contexts: TLSContexts?,
        handler: @escaping @Sendable (HTTPServer.Request) -> HTTPServer.Response?
    ) {
        self.limits = limits
        self.contexts = contexts
        self.handler = handler
    }

    /// Notes a connection, if one more is allowed.
    func admit(_ descriptor: Int32) -> Bool {
        connections.withLock { connections in
            guard !connections.isStopping, connections.descriptors.count < limits.connections else { return false }
            connections.descriptors.insert(descriptor)
            return true
        }
    }

    /// Forgets a connection; to be called before its descriptor is closed.
    func dismiss(_ descriptor: Int32) {
        connections.withLock { _ = $0.descriptors.remove(descriptor) }
    }

    /// Ends all connections and admits no more. Their descriptors are closed by their threads.
    func breakOff() {
        connections.withLock { connections in
            connections.isStopping = true
            for descriptor in connections.descriptors { Socket.shutDown(descriptor) }
        }
    }

    var isStopping: Bool { connections.withLock { $0.isStopping } }
}
