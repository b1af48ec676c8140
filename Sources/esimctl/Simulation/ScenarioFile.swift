import PlanSimulation
import SystemPackage

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A line of a scenario file.
enum ScenarioFile {
    case readable(Scenario)
    /// The line is JSON, but no scenario: it has failed before it could run.
    case unreadable(Scenario.Result)

    /// The scenarios of a file, in order; empty lines are passed over. A line that is not JSON makes the file unusable.
    static func read(_ path: String) throws -> [ScenarioFile] {
        let text = String(decoding: try bytes(of: path), as: UTF8.self)
        var scenarios: [ScenarioFile] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(line.utf8)) else {
                throw Failure("\(path):\(index + 1): is no JSON", status: .unusableInput)
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

    private static func bytes(of path: String) throws -> [UInt8] {
        do {
            guard path != "-" else { return try FileDescriptor.standardInput.readAll() }
            let file = try FileDescriptor.open(FilePath(path), .readOnly)
            defer { try? file.close() }
            return try file.readAll()
        } catch let error as Errno {
            throw Failure(reading: path, error)
        }
    }
}

extension JSONValue {
    /// The id of a scenario, if it has one.
    fileprivate var id: String? {
        if case .object(let members) = self, case .string(let id)? = members["id"] { id } else { nil }
    }
}
