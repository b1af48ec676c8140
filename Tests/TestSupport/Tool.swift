import Dispatch
public import Foundation

/// Runs other programs: the peers that judge our output, and our own command line.
public enum Tool {
    /// What a program left behind.
    public struct Output: Hashable, Sendable {
        /// The exit status, or 128 and the number of the signal that ended it, as a shell counts.
        public let status: Int32
        public let standardOutput: [UInt8]
        public let standardError: [UInt8]

        /// What it wrote to standard output; bytes that are not UTF-8 become U+FFFD.
        public var text: String { String(decoding: standardOutput, as: UTF8.self) }

        /// What it wrote to standard error; bytes that are not UTF-8 become U+FFFD.
        public var errorText: String { String(decoding: standardError, as: UTF8.self) }
    }

    /// Why a program did not run to its end.
    public enum Failure: Error, Hashable, Sendable {
        /// No folder of `PATH` has a program of that name.
        case notInstalled(String)
        /// It was killed because it took longer than the limit.
        case timedOut(String)
    }

    /// Runs a program and waits for its end.
    ///
    /// - Parameters:
    ///   - name: A name to look up in `PATH`, or a path.
    ///   - arguments: What it is given, without its own name.
    ///   - input: Its standard input.
    ///   - environment: Variables on top of ours.
    ///   - folder: Its working folder; ours by default.
    ///   - limit: After so long it is killed.
    /// - Returns: Its exit status, which never throws, and all that it wrote.
    /// - Throws: `Failure`, or an error of Foundation when the program cannot be started.
    @discardableResult
    public static func run(
        _ name: String,
        _ arguments: [String] = [],
        input: [UInt8] = [],
        environment: [String: String] = [:],
        in folder: URL? = nil,
        limit: Duration = .seconds(300)
    ) async throws -> Output {
        let executable = try executable(name)
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation {
                continuation.resume(
                    with: Result {
                        try output(of: executable, arguments, input, environment, folder, limit)
                    }
                )
            }
        }
    }

    /// The path of a program; throws `Failure.notInstalled`.
    static func executable(_ name: String) throws(Failure) -> URL {
        if name.contains("/") { return URL(filePath: name) }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        for folder in path.split(separator: ":") {
            let candidate = "\(folder)/\(name)"
            if FileManager.default.isExecutableFile(atPath: candidate) { return URL(filePath: candidate) }
        }
        throw .notInstalled(name)
    }

    /// Waiting happens on threads of its own, so that tests go on, and for few programs at a time, as tables start hundreds.
    private static let queue: OperationQueue = {
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = 2 * ProcessInfo.processInfo.activeProcessorCount
        return queue
    }()

    /// Runs a program with files for its standard streams: no pipe can fill up, stay open in a grandchild, or end us with
    /// SIGPIPE when the program does not read its input.
    private static func output(
        of executable: URL,
        _ arguments: [String],
        _ input: [UInt8],
        _ environment: [String: String],
        _ folder: URL?,
        _ limit: Duration
    ) throws -> Output {
        let files = try TemporaryFolder()
        let outputFile = try files.write([], to: "stdout")
        let errorFile = try files.write([], to: "stderr")
        let streams = [
            try FileHandle(forReadingFrom: files.write(input, to: "stdin")),
            try FileHandle(forWritingTo: outputFile),
            try FileHandle(forWritingTo: errorFile),
        ]
        // Foundation keeps a process that has ended, and with it what it refers to: hundreds would use up all descriptors.
        defer { for stream in streams { try? stream.close() } }

        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.currentDirectoryURL = folder
        (process.standardInput, process.standardOutput, process.standardError) = (streams[0], streams[1], streams[2])

        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + Double(limit.components.seconds)) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            throw Failure.timedOut(executable.lastPathComponent)
        }
        return Output(
            status: process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0),
            standardOutput: try Array(Data(contentsOf: outputFile)),
            standardError: try Array(Data(contentsOf: errorFile))
        )
    }
}
