import Foundation

/// nginx on free ports of 127.0.0.1, ready for connections.
public final class NginxServer: Sendable {
    /// The ports that the configuration has asked for, in their order.
    public let ports: [UInt16]
    private let program: RunningProgram
    private let folder: TemporaryFolder

    /// Starts it in the folder of `pki`, whose files the configuration names.
    ///
    /// - Parameters:
    ///   - pki: Where keys and certificates are.
    ///   - portCount: How many ports there are to be.
    ///   - configuration: The blocks inside `http`, given the ports.
    /// - Throws: `NotReady` with its log, or `Tool.Failure.notInstalled`.
    public init(_ pki: TestPKI, ports portCount: Int = 1, _ configuration: ([UInt16]) -> String) async throws {
        folder = try TemporaryFolder()
        ports = try (0..<portCount).map { _ in try Loopback.freePort() }
        let text = """
            daemon off; master_process off; pid \(folder.file("pid").path); error_log stderr info;
            events { worker_connections 512; }
            http {
                access_log off;
                client_body_temp_path \(folder.file("body").path); proxy_temp_path \(folder.file("proxy").path);
                fastcgi_temp_path \(folder.file("fastcgi").path); uwsgi_temp_path \(folder.file("uwsgi").path);
                scgi_temp_path \(folder.file("scgi").path);
                \(configuration(ports))
            }
            """
        let file = pki.path("nginx-\(ports[0]).conf")
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let path = FileManager.default.isExecutableFile(atPath: "/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx"
        program = try RunningProgram(path, ["-c", file, "-p", folder.url.path, "-e", "stderr"])
        for port in ports {
            var isReady = false
            for _ in 0..<500 where program.isRunning && !isReady {
                isReady = Loopback.answers(on: port)
                if !isReady { try await Task.sleep(for: .milliseconds(10)) }
            }
            guard isReady else { throw NotReady(log: program.log) }
        }
    }

    /// What it has written to its error log.
    public var log: String { program.log }

    /// Why it has not started.
    public struct NotReady: Error {
        public let log: String
    }
}
