import SystemPackage

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Standard output for a JSON document that is written piece by piece.
struct JSONOutput {
    private var output = OutputBuffer(.standardOutput)
    private let encoder: JSONEncoder

    init() {
        encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    }

    mutating func write(_ text: String) {
        output.write(text)
    }

    mutating func write(_ value: some Encodable) {
        do {
            output.write(try encoder.encode(value))
        } catch {
            preconditionFailure("strings, numbers and booleans always encode: \(error)")
        }
    }

    mutating func flush() throws(Failure) {
        try output.flush()
    }
}
