public import Foundation

/// A program that runs beside a test, such as a server, and is ended with the value that owns it.
public final class RunningProgram: Sendable {
    private let process: Process
    private let folder: URL
    /// What the program waits for on its standard input, in vain: some end when that ends.
    private let input = Pipe()

    /// Starts a program of `PATH`.
    ///
    /// - Throws: `Tool.Failure.notInstalled`, or an error of Foundation.
    public init(_ name: String, _ arguments: [String], environment: [String: String] = [:], in working: URL? = nil)
        throws
    {
        folder = FileManager.default.temporaryDirectory.appending(path: "esim-toolkit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let log = folder.appending(path: "log")
        try Data().write(to: log)
        process = Process()
        process.executableURL = try Tool.executable(name)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.currentDirectoryURL = working
        process.standardInput = input
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try output.close()
    }

    deinit {
        if process.isRunning { process.terminate() }
        for _ in 0..<200 where process.isRunning { usleep(10_000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// What it has written so far, to both streams.
    public var log: String {
        (try? String(decoding: Data(contentsOf: folder.appending(path: "log")), as: UTF8.self)) ?? ""
    }

    /// Asks it to end, with SIGTERM, and waits until it has.
    ///
    /// - Returns: its exit status.
    public func terminate() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Whether it is still there.
    public var isRunning: Bool { process.isRunning }
}
