import Localization
import PlanSimulation
import SystemPackage

/// How scenarios ended, as text or as `esimctl.simulate/1`.
struct SimulationReport {
    var results: [Scenario.Result]

    func write(_ format: Simulate.Format) throws(Failure) {
        var output = OutputBuffer(.standardOutput)
        switch format {
        case .text: output.write(text)
        case .json: output.write(JSONText.of(document))
        }
        try output.flush()
    }

    private var passed: Int { results.count(where: \.passed) }

    private var text: String {
        let lines = results.flatMap { result in
            ["\(result.passed ? "passed" : "FAILED") \(result.id.escapedForDisplay)"]
                + result.differences.map { "    \($0.escapedForDisplay)" }
        }
        return lines.joined(separator: "\n") + "\n\(passed) of \(results.count) scenarios passed\n"
    }

    private var document: Document {
        Document(
            results: results.map { Line(id: $0.id, passed: $0.passed, differences: $0.differences) },
            summary: Summary(scenarios: results.count, passed: passed, failed: results.count - passed)
        )
    }

    private struct Document: Encodable {
        var schema = "esimctl.simulate/1"
        var results: [Line]
        var summary: Summary
    }

    private struct Line: Encodable {
        var id: String
        var passed: Bool
        var differences: [String]
    }

    private struct Summary: Encodable {
        var scenarios, passed, failed: Int
    }
}
