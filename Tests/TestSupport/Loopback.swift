import Foundation
import Synchronization

/// A listening socket on 127.0.0.1 whose connections a test serves byte by byte, each on a thread of its own.
public final class Loopback: Sendable {
    /// The port that the system has chosen.
    public let port: UInt16
    private let descriptor: CInt
    private let open = Mutex<Set<CInt>>([])
    private let counter = Mutex(0)

    /// How many connections have come.
    public var connections: Int { counter.withLock { $0 } }

    /// Listens, and gives each connection to `serve`, which may keep it as long as it likes; it is closed behind it, and at
    /// the end of the listener. Without `serve` nobody accepts.
    ///
    /// - Throws: `POSIXError`.
    public init(backlog: CInt = 64, _ serve: (@Sendable (Peer) -> Void)? = nil) throws {
        (descriptor, port) = try Self.listen(backlog: backlog)
        guard let serve else { return }
        let descriptor = descriptor
        Thread.detachNewThread { [weak self] in
            while case let peer = accept(descriptor, nil, nil), peer >= 0 {
                guard let self else {
                    close(peer)
                    return
                }
                counter.withLock { $0 += 1 }
                open.withLock { _ = $0.insert(peer) }
                Thread.detachNewThread { [weak self] in
                    serve(Peer(descriptor: peer))
                    self?.finish(peer)
                }
            }
        }
    }

    deinit {
        shutdown(descriptor, CInt(SHUT_RDWR))
        close(descriptor)
        for peer in open.withLock({ $0 }) { shutdown(peer, CInt(SHUT_RDWR)) }
    }

    private func finish(_ peer: CInt) {
        open.withLock { _ = $0.remove(peer) }
        close(peer)
    }

    /// A port on which nobody listens: the system has just given it out and taken it back.
    public static func freePort() throws -> UInt16 {
        let (descriptor, port) = try listen(backlog: 1)
        close(descriptor)
        return port
    }

    private static func listen(backlog: CInt) throws -> (CInt, UInt16) {
        let descriptor = newSocket()
        var address = loopback(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = unsafe withUnsafeMutableBytes(of: &address) { bytes -> CInt in
            let address = unsafe bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            guard unsafe bind(descriptor, address, size) == 0 else { return -1 }
            return unsafe getsockname(descriptor, address, &size)
        }
        guard descriptor >= 0, status == 0, Glibc.listen(descriptor, backlog) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// Whether somebody listens on a port.
    public static func answers(on port: UInt16) -> Bool {
        guard let peer = connect(to: port) else { return false }
        peer.close()
        return true
    }

    /// A connection to a port, to be closed by the caller; `nil` when nobody listens there.
    public static func connect(to port: UInt16) -> Peer? {
        let descriptor = newSocket()
        var address = loopback(port)
        let status = unsafe withUnsafeBytes(of: &address) { bytes in
            let address = unsafe bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            return unsafe Glibc.connect(descriptor, address, socklen_t(bytes.count))
        }
        if status == 0 { return Peer(descriptor: descriptor) }
        Glibc.close(descriptor)
        return nil
    }

    private static func newSocket() -> CInt {
        #if canImport(Glibc)
            socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        #else
            socket(AF_INET, SOCK_STREAM, 0)
        #endif
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        return address
    }

    /// The other end of a connection.
    public struct Peer: Sendable {
        let descriptor: CInt

        /// Writes; what is not taken is lost.
        public func write(_ bytes: some Sequence<UInt8>) {
            let bytes = Array(bytes)
            _ = unsafe bytes.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
        }

        /// What there is, waiting for the first byte; empty at the end.
        public func read() -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: 65536)
            let count = unsafe bytes.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
            return Array(bytes.prefix(max(0, count)))
        }

        /// Reads until the other side hangs up.
        public func readToEnd() {
            while !read().isEmpty {}
        }

        /// Gives all that comes from here to another.
        public func copy(to other: Peer) {
            while case let bytes = read(), !bytes.isEmpty { other.write(bytes) }
            shutdown(other.descriptor, CInt(SHUT_WR))
        }

        /// Ends a connection that `connect(to:)` has made.
        public func close() {
            Glibc.close(descriptor)
        }
    }
}
