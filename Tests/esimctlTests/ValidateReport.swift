import Foundation
import TestSupport

/// What `esimctl validate --format json` prints.
struct ValidateReport: Decodable {
    struct Result: Decodable {
        var source: String
        var line: Int
        var column: Int
        var path: String?
        var input: String
        var verdict: String
        var strict: Bool
        var lenient: Bool
        var code: ActivationCodeVector.Fields?
        var findings: [Finding]
        var fixed: String?
        var suggestion: String?
    }
    struct Finding: Decodable {
        var rule: String
        var severity: String
        var offset: Int
        var length: Int
        var message: String
        var reference: String
        var fix: String?
    }
    struct Summary: Decodable, Equatable {
        var checked: Int
        var valid: Int
        var warnings: Int
        var invalid: Int
    }

    var schema: String
    var results: [Result]
    var summary: Summary

    init(_ bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(bytes))
    }
}
