import Foundation
import Lab

/// A client that sends bytes as they are, for what `curl` would not send.
final class Client: Sendable {
    private let handle: FileHandle

    struct Refused: Error {}

    /// Connects to a port of 127.0.0.1.
    init(_ port: UInt16) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) }
        }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard result == 0 else { throw Refused() }
    }

    /// Sends a request and gives what comes until the end of the connection.
    func ask(_ request: String) -> String {
        _ = unsafe Array(request.utf8).withUnsafeBytes { bytes in
            unsafe send(handle.fileDescriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
        return String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self)
    }

    /// Whether the other side has ended the connection; waits for it, or for bytes.
    func isEnded() -> Bool {
        (try? handle.read(upToCount: 1))?.isEmpty ?? true
    }

    /// Connects, sends `request`, and gives the answer.
    static func exchange(_ port: UInt16, _ request: [UInt8]) async throws -> String {
        let client = try Client(port)
        let text = String(decoding: request, as: UTF8.self)
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: client.ask(text)) }
        }
    }
}
