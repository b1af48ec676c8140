import HTTPService

/// Files that are served over HTTP on loopback.
final class LabFiles: Sendable {
    private let server: HTTPServer

    /// Serves each of the files at its path.
    init(_ files: [String: [UInt8]]) throws {
        server = try HTTPServer { request in
            guard let bytes = files[String(request.path)] else { return HTTPServer.Response(404) }
            return HTTPServer.Response(200, contentType: "application/octet-stream", bytes)
        }
    }

    var address: String { "http://127.0.0.1:\(server.port)" }

    func stop() { server.stop() }
}
