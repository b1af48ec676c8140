public import Foundation

/// The `esimctl` that the test run has built, run as a process.
public enum Program {
    /// Where it lies: beside the test bundle, in the folder of the build.
    public static let path: String = {
        let arguments = CommandLine.arguments
        let bundle = arguments.first { $0.hasSuffix(".xctest") } ?? arguments[0]
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "esimctl").path
    }()

    /// Runs it with `arguments`, in English unless `environment` says otherwise.
    ///
    /// - Returns: how it ended and what it wrote.
    /// - Throws: `Tool.Failure` when it cannot be started or does not end.
    public static func run(
        _ arguments: [String],
        input: [UInt8] = [],
        environment: [String: String] = [:],
        in folder: URL? = nil
    ) async throws -> Tool.Output {
        let plain = ["LC_ALL": "C", "LC_MESSAGES": "", "LANG": "", "NO_COLOR": ""]
        return try await Tool.run(
            path,
            arguments,
            input: input,
            environment: plain.merging(environment) { $1 },
            in: folder
        )
    }
}
