import Foundation
import TestSupport
import Testing

@Suite struct `A process that is killed` {
    /// `KILLS` says how often; `make kill-test` a thousand times.
    private static let kills = ProcessInfo.processInfo.environment["KILLS"].flatMap { Int($0) } ?? 12

    private static let driver = URL(filePath: Program.path).deletingLastPathComponent().appending(path: "KillDriver")

    @Test func `at random moments never charges twice, loses a payment, or hands a code out twice`() async throws {
        let folder = try TemporaryFolder()
        let paths = [
            folder.file("plans.sqlite").path, folder.file("truth.txt").path,
            "\(Int(Date().timeIntervalSince1970 * 1000))",
        ]
        let begun = try await Tool.run(Self.driver.path, ["set-up"] + paths)
        #expect(begun.status == 0, "\(begun.text)")
        _ = FileManager.default.createFile(atPath: paths[1], contents: nil)
        var killed = 0
        for _ in 0..<Self.kills {
            let process = Process()
            process.executableURL = Self.driver
            process.arguments = ["run"] + paths
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            try await Task.sleep(for: .milliseconds(Int.random(in: 10...300)))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal { killed += 1 }
        }
        let verdict = try await Tool.run(Self.driver.path, ["judge"] + paths)
        #expect(verdict.status == 0 && verdict.text.hasSuffix(" 0 wrong\n"), "\(verdict.text)")
        #expect(killed == Self.kills)
        print("killed \(killed) times: \(verdict.text)", terminator: "")
    }
}
