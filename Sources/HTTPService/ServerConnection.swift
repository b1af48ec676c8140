internal import Foundation

/// One connection of a client: reads requests and writes answers, until either side ends it.
struct ServerConnection: ~Copyable {
    private let stream: SocketStream
    private let state: ServerState
    /// What has come and has not been used.
    private var buffer: [UInt8] = []

    init(_ stream: consuming SocketStream, _ state: ServerState) {
        self.stream = stream
        self.state = state
    }

    /// Serves the connection until its end.
    mutating func run() {
        guard stream.handshake(until: .now + state.limits.timeout) else {
            // Gently, so that the client gets the alert.
            stream.close(until: .now + state.limits.timeout)
            return
        }
        let clientCertificate = stream.clientCertificate
        while !state.isStopping {
            do {
                guard let (head, body) = try nextRequest() else { break }
                let request = HTTPServer.Request(
                    method: head.method,
                    target: head.target,
                    headers: head.headers,
                    body: body,
                    clientCertificate: clientCertificate
                )
                guard let response = state.handler(request) else { return }
                let keepsAlive = head.keepsAlive && !response.closesConnection
                guard send(response, keepsAlive: keepsAlive, isBodySent: head.method != "HEAD"), keepsAlive else {
                    break
                }
            } catch {
                _ = send(HTTPServer.Response(error.rawValue), keepsAlive: false, isBodySent: true)
                break
            }
        }
        stream.close(until: .now + state.limits.timeout)
    }

    /// The next request; `nil` when the client sends no more.
    private mutating func nextRequest() throws(RequestHead.Refusal) -> (head: RequestHead, body: [UInt8])? {
        if buffer.isEmpty {
            guard receive(until: .now + state.limits.idleTimeout) == .bytes else { return nil }
        }
        let deadline = ContinuousClock.now + state.limits.timeout
        var searched = 0
        var end = emptyLine(from: 0)
        while end == nil {
            guard buffer.count <= state.limits.headBytes else { throw .headTooLarge }
            searched = max(0, buffer.count - 3)
            guard try more(until: deadline) else { return nil }
            end = emptyLine(from: searched)
        }
        guard let end, end <= state.limits.headBytes else { throw .headTooLarge }
        let head = try RequestHead(buffer[..<end])
        buffer.removeFirst(end + 4)
        if head.expectsContinue, buffer.isEmpty {
            _ = stream.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), until: deadline)
        }
        return (head, try body(head.framing, until: deadline))
    }

    private mutating func body(
        _ framing: RequestHead.Framing,
        until deadline: ContinuousClock.Instant
    ) throws(RequestHead.Refusal) -> [UInt8] {
        switch framing {
        case .length(let length):
            guard length <= state.limits.bodyBytes else { throw .bodyTooLarge }
            return try take(length, until: deadline)
        case .chunked:
            var body: [UInt8] = []
            while true {
                let line = try takeLine(until: deadline)
                guard
                    let digits = line.split(separator: ";", omittingEmptySubsequences: false).first?.trimmed,
                    !digits.isEmpty, digits.utf8.count <= 8, digits.allSatisfy(\.isHexDigit),
                    let length = Int(digits, radix: 16)
                else { throw .badRequest }
                guard length > 0 else { break }
                guard body.count + length <= state.limits.bodyBytes else { throw .bodyTooLarge }
                body += try take(length, until: deadline)
                guard try takeLine(until: deadline).isEmpty else { throw .badRequest }
            }
            // Trailers say nothing here.
            while try !takeLine(until: deadline).isEmpty {}
            return body
        }
    }

    private mutating func take(
        _ count: Int,
        until deadline: ContinuousClock.Instant
    ) throws(RequestHead.Refusal) -> [UInt8] {
        while buffer.count < count {
            guard try more(until: deadline) else { throw .badRequest }
        }
        let bytes = Array(buffer.prefix(count))
        buffer.removeFirst(count)
        return bytes
    }

    /// A line without its end.
    private mutating func takeLine(until deadline: ContinuousClock.Instant) throws(RequestHead.Refusal) -> Substring {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                guard end > 0, buffer[end - 1] == UInt8(ascii: "\r") else { throw .badRequest }
                let line = String(decoding: buffer[..<(end - 1)], as: UTF8.self)
                buffer.removeFirst(end + 1)
                return line[...]
            }
            guard buffer.count <= 1024 else { throw .badRequest }
            guard try more(until: deadline) else { throw .badRequest }
        }
    }

    /// Reads more of a request that has begun; `false` when the client sends no more.
    private mutating func more(until deadline: ContinuousClock.Instant) throws(RequestHead.Refusal) -> Bool {
        switch receive(until: deadline) {
        case .bytes: return true
        case .end: return false
        case .timeout: throw .timeout
        }
    }

    private mutating func receive(until deadline: ContinuousClock.Instant) -> SocketStream.Reading {
        stream.read(into: &buffer, until: deadline)
    }

    /// Where the empty line begins that ends a head.
    private func emptyLine(from start: Int) -> Int? {
        guard buffer.count >= 4 else { return nil }
        let end = Array("\r\n\r\n".utf8)
        return (start...max(start, buffer.count - 4)).first { place in
            place + 4 <= buffer.count && buffer[place..<place + 4].elementsEqual(end)
        }
    }

    private func send(_ response: HTTPServer.Response, keepsAlive: Bool, isBodySent: Bool) -> Bool {
        let bytes = response.bytes(keepsAlive: keepsAlive, isBodySent: isBodySent)
        return stream.write(bytes, until: .now + state.limits.timeout)
    }
}
