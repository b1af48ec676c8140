import Foundation
public import Testing

/// Compares `text` with the file `Fixtures/snapshots/<name>`.
///
/// With `ESIM_RECORD=1` in the environment the file is written *and the test fails*, so that a run can never bless
/// itself; look at the difference, then run again without it.
public func expectSnapshot(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = Fixture.url("snapshots/\(name)")
    guard ProcessInfo.processInfo.environment["ESIM_RECORD"] == nil else {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        Issue.record("recorded snapshot \(name); run again without ESIM_RECORD", sourceLocation: sourceLocation)
        return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, "snapshot \(name) differs", sourceLocation: sourceLocation)
}
