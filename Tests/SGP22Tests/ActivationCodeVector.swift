import Foundation
import SGP22
import TestSupport
import Testing

/// One line of `Fixtures/activation-codes/vectors.jsonl`.
///
/// `fixed` names what a test may assert of it; `inputUtf8Hex` is there when the input is not printable ASCII.
struct ActivationCodeVector: Decodable, CustomTestStringConvertible {
    struct Generator: Decodable {
        var prefix: String
        var `repeat`: String
        var count: Int
        var suffix: String
    }
    struct Fields: Decodable, Equatable {
        var format: String
        var smdpAddress: String
        var matchingId: String
        var smdpOid: String?
        var confirmationCodeRequired: Bool
        var ciPkIndicator: String?
        var deleteNotification: String?
        var extra: [String]
    }
    struct Diagnostic: Decodable, Hashable {
        var code: String
        var severity: String
        var offset: Int?
    }

    var id: String
    var input: String?
    var inputGenerator: Generator?
    var inputUtf8Hex: String?
    var strict: String?
    var lenient: String?
    var fields: Fields?
    var diagnostics: [Diagnostic]
    var fixed: [String]

    static let all: [ActivationCodeVector] = {
        do {
            return try Fixture.lines("activation-codes/vectors.jsonl").map {
                try JSONDecoder().decode(ActivationCodeVector.self, from: Data($0.utf8))
            }
        } catch {
            preconditionFailure("Fixtures/activation-codes/vectors.jsonl: \(error)")
        }
    }()

    /// The input's bytes, however the line gives them.
    var bytes: [UInt8] {
        if let hex = inputUtf8Hex {
            return stride(from: 0, to: hex.utf8.count, by: 2).compactMap { offset in
                let start = hex.index(hex.startIndex, offsetBy: offset)
                return UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16)
            }
        }
        if let generator = inputGenerator {
            let middle = String(repeating: generator.repeat, count: generator.count)
            return Array((generator.prefix + middle + generator.suffix).utf8)
        }
        return Array((input ?? "").utf8)
    }

    var testDescription: String { id }

    func fixes(_ key: String) -> Bool { fixed.contains(key) }
}

extension ActivationCodeVector.Fields {
    init(_ code: ActivationCode) {
        format = "1"
        smdpAddress = code.smdpAddress.description
        matchingId = code.matchingID.secretText
        smdpOid = code.smdpOID?.description
        confirmationCodeRequired = code.requiresConfirmationCode
        ciPkIndicator = code.ciPKIndicator?.description
        deleteNotification = code.deleteNotification?.description
        extra = code.extra.map(\.description)
    }
}
