import Foundation
import Testing

@Suite struct `A process that is killed` {
    /// `KILLS` says how often; `make kill-test` a thousand times.
    private static let kills = ProcessInfo.processInfo.environment["KILLS"].flatMap { Int($0) } ?? 25

    @Test func `at random moments never charges twice, loses a payment, or hands a code out twice`() async throws {
        let trial = try await KillTrial()
        while trial.kills < Self.kills { try await trial.happen() }
        let verdict = try await trial.judge()
        #expect(verdict.wrongs.isEmpty)
        print("killed \(trial.kills) times: \(verdict.summary)")
    }
}
