import Foundation
import TestSupport
import Testing

/// A schema that others have written, and what judges by it (scripts/judges.sh).
enum Judge: String {
    case sarif = "sarif-2.1.0.json"
    case junit = "junit.xsd"

    static let advice: Comment = "not fetched: scripts/judges.sh"
    private static let folder = Fixture.root.appending(path: ".build-judges")

    /// Where a program of theirs is, or would be.
    static func program(_ name: String) -> String { folder.appending(path: "bin/\(name)").path }

    static var hasPrograms: Bool { FileManager.default.isExecutableFile(atPath: program("check-jsonschema")) }

    private var schema: String { Self.folder.appending(path: rawValue).path }

    var isThere: Bool { FileManager.default.fileExists(atPath: schema) }

    /// Status 0 when `file` is valid.
    func verdict(on file: URL) async throws -> Tool.Output {
        switch self {
        case .sarif:
            let check = "import json,sys,jsonschema; jsonschema.validate(*[json.load(open(f)) for f in sys.argv[1:]])"
            return try await Tool.run(Self.program("python"), ["-c", check, file.path, schema])
        case .junit: return try await Tool.run("xmllint", ["--noout", "--nonet", "--schema", schema, file.path])
        }
    }
}
