import Foundation
public import Testing

/// One line of `Fixtures/activation-codes/vectors.jsonl`.
///
/// `fixed` names what a test may assert of it; `inputUtf8Hex` is there when the input is not printable ASCII.
public struct ActivationCodeVector: Decodable, Sendable, CustomTestStringConvertible {
    /// A long input, described instead of written out.
    public struct Generator: Decodable, Sendable {
        public var prefix: String
        public var `repeat`: String
        public var count: Int
        public var suffix: String
    }
    /// What a reading that accepts the input must find.
    public struct Fields: Decodable, Equatable, Sendable {
        public var format: String
        public var smdpAddress: String
        public var matchingId: String
        public var smdpOid: String?
        public var confirmationCodeRequired: Bool
        public var ciPkIndicator: String?
        public var deleteNotification: String?
        public var extra: [String]

        public init(
            smdpAddress: String,
            matchingId: String,
            smdpOid: String?,
            confirmationCodeRequired: Bool,
            ciPkIndicator: String?,
            deleteNotification: String?,
            extra: [String]
        ) {
            format = "1"
            self.smdpAddress = smdpAddress
            self.matchingId = matchingId
            self.smdpOid = smdpOid
            self.confirmationCodeRequired = confirmationCodeRequired
            self.ciPkIndicator = ciPkIndicator
            self.deleteNotification = deleteNotification
            self.extra = extra
        }
    }
    /// A finding that must be among those that are made.
    public struct Diagnostic: Decodable, Hashable, Sendable {
        public var code: String
        public var severity: String
        public var offset: Int?
    }

    public var id: String
    public var input: String?
    public var inputGenerator: Generator?
    public var inputUtf8Hex: String?
    public var strict: String?
    public var lenient: String?
    public var fields: Fields?
    public var diagnostics: [Diagnostic]
    public var fixed: [String]

    /// All vectors, in the order of the file.
    public static let all: [ActivationCodeVector] = {
        do {
            return try Fixture.lines("activation-codes/vectors.jsonl").map {
                try JSONDecoder().decode(ActivationCodeVector.self, from: Data($0.utf8))
            }
        } catch {
            preconditionFailure("Fixtures/activation-codes/vectors.jsonl: \(error)")
        }
    }()

    /// The input's bytes, however the line gives them.
    public var bytes: [UInt8] {
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

    public var testDescription: String { id }

    /// Whether a test may assert `key`: `strict`, `lenient`, `fields` or `diagnostics`.
    public func fixes(_ key: String) -> Bool { fixed.contains(key) }
}
