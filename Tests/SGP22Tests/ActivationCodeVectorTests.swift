import SGP22
import TestSupport
import Testing

@Suite struct `The vectors of activation codes` {
    @Test func `are all there`() {
        #expect(ActivationCodeVector.all.count == 93)
        #expect(Set(ActivationCodeVector.all.map(\.id)).count == 93)
    }

    @Test(arguments: ActivationCodeVector.all.filter { $0.fixes("strict") })
    func `get the strict verdict`(vector: ActivationCodeVector) {
        let inspection = ActivationCode.inspect(utf8: vector.bytes)
        #expect(inspection.isAccepted(by: .strict) == (vector.strict == "valid"))
    }

    @Test(arguments: ActivationCodeVector.all.filter { $0.fixes("lenient") })
    func `get the lenient verdict`(vector: ActivationCodeVector) {
        let inspection = ActivationCode.inspect(utf8: vector.bytes)
        #expect(inspection.isAccepted(by: .lenient) == (vector.lenient == "valid"))
    }

    @Test(arguments: ActivationCodeVector.all.filter { $0.fixes("fields") })
    func `get their fields`(vector: ActivationCodeVector) throws {
        let code = try #require(ActivationCode.inspect(utf8: vector.bytes).code)
        #expect(ActivationCodeVector.Fields(code) == vector.fields)
    }

    /// Exactly the findings of the vector, no other: a second finding for the same fault would be noise.
    @Test(arguments: ActivationCodeVector.all.filter { $0.fixes("diagnostics") })
    func `get their findings and, errors aside, no others`(vector: ActivationCodeVector) {
        let findings = ActivationCode.inspect(utf8: vector.bytes).findings
        for expected in vector.diagnostics {
            let severity = expected.severity == "info" ? "note" : expected.severity
            let isFound = findings.contains {
                $0.rule.rawValue == expected.code && $0.severity.rawValue == severity
                    && (expected.offset == nil || $0.offset == expected.offset)
            }
            #expect(isFound, "\(expected) is not among \(findings)")
        }
        let explanations = findings.filter { $0.severity == .note }
        let others = findings.filter { found in
            !explanations.contains(found) && !vector.diagnostics.contains { $0.code == found.rule.rawValue }
        }
        #expect(others.isEmpty)
    }
}
