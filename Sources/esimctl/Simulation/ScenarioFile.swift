import PlanSimulation
import StrictJSON

/// A line of a scenario file.
enum ScenarioFile {
    case readable(Scenario)
    /// The line is JSON, but no scenario: it has failed before it could run.
    case unreadable(Scenario.Result)

    /// The scenarios of a file, in order; empty lines are passed over. A line that is not JSON makes the file unusable.
    static func read(_ path: String) throws -> [ScenarioFile] {
        let bytes = try InputFile(argument: path).bytes(upTo: limit)
        guard bytes.count <= limit else {
            throw Failure("\(path): is larger than \(limit >> 20) MiB", status: .unusableInput)
        }
        try bytes.requireUTF8(path)
        let text = String(decoding: bytes, as: UTF8.self)
        var scenarios: [ScenarioFile] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            let value: JSONValue
            do {
                value = try JSONValue(parsing: Array(line.utf8))
            } catch {
                throw Failure("\(path):\(index + 1): \(error.text(inOneLine: true))", status: .unusableInput)
            }
            do {
                scenarios.append(.readable(try Scenario(value)))
            } catch {
                let id = value.id ?? "\(path):\(index + 1)"
                scenarios.append(.unreadable(Scenario.Result(id: id, differences: [error.message])))
            }
        }
        guard !scenarios.isEmpty else { throw Failure("\(path): there is no scenario in it", status: .unusableInput) }
        return scenarios
    }

    /// How large a file may be, in bytes.
    private static let limit = 64 << 20
}

extension JSONValue {
    /// The id of a scenario, if it has one.
    fileprivate var id: String? {
        if case .object(let members) = self, case .string(let id)? = members["id"] { id } else { nil }
    }
}
