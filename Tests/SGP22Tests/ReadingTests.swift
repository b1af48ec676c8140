import Foundation
import SGP22
import TestSupport
import Testing

/// One line of `Fixtures/activation-codes/readings.jsonl`: an input of our own and everything that is said of it.
struct ReadingCase: Decodable, CustomTestStringConvertible {
    var name: String
    var input: String
    /// `strict` (taken by both readings), `lenient` or `refused`.
    var verdict: String
    /// Severity, rule id, offset and length of each finding.
    var findings: [String]
    var corrected: String?
    var suggestion: String?
    var redacted: String

    var testDescription: String { name }

    static let all: [ReadingCase] = {
        do {
            return try Fixture.lines("activation-codes/readings.jsonl").map {
                try JSONDecoder().decode(ReadingCase.self, from: Data($0.utf8))
            }
        } catch {
            preconditionFailure("Fixtures/activation-codes/readings.jsonl: \(error)")
        }
    }()
}

@Suite struct `An inspection` {
    @Test(arguments: ReadingCase.all)
    func `says everything about an input`(reading: ReadingCase) {
        let inspection = ActivationCode.inspect(reading.input)
        #expect(inspection.isAccepted(by: .strict) == (reading.verdict == "strict"))
        #expect(inspection.isAccepted(by: .lenient) == (reading.verdict != "refused"))
        let findings = inspection.findings.map { "\($0.severity) \($0.rule.rawValue) \($0.offset)+\($0.length)" }
        #expect(findings == reading.findings)
        #expect(inspection.corrected?.secretText() == reading.corrected)
        #expect(inspection.suggestion?.secretText() == reading.suggestion)
        #expect(inspection.redactedInput == reading.redacted)
    }

    @Test func `exercises every rule`() {
        let seen = Set(
            (ReadingCase.all.map { Array($0.input.utf8) } + ActivationCodeVector.all.map(\.bytes))
                .flatMap { ActivationCode.inspect(utf8: $0).findings.map(\.rule) }
        )
        #expect(Set(ActivationCode.Rule.allCases.filter(\.isOfCodeAlone)) == seen)
    }

    @Test func `names what cannot be seen by its code point`() throws {
        let findings = ActivationCode.inspect("LPA:1$rsp.example.com$AB\u{200B}CD").findings
        guard case .nonASCII(let text) = try #require(findings.first).problem else {
            Issue.record("no AC_NON_ASCII")
            return
        }
        #expect(text.characters.map(\.name) == ["U+200B ZERO WIDTH SPACE"])
        #expect(text.characters.map(\.isInvisible) == [true])
    }

    @Test(arguments: [
        ("\u{FF04}", "$"), ("а", "a"), ("Ο", "O"), ("\u{2011}", "-"), ("\u{3002}", "."), ("\u{2019}", "'"),
    ])
    func `knows what a character is mistaken for, and leaves it`(foreign: String, latin: Character) throws {
        let scalar = try #require(foreign.unicodeScalars.first)
        #expect(ActivationCode.ForeignCharacter.scalar(scalar).lookAlike == latin)
        #expect(ActivationCode.inspect("LPA:1$rsp.example.com$AB\(foreign)CD").code == nil)
    }

    @Test func `tells bytes that are not UTF-8`() throws {
        let bytes = Array("LPA:1$rsp.example.com$AB".utf8) + [0xFF, 0xC3]
        guard case .nonASCII(let text) = try #require(ActivationCode.inspect(utf8: bytes).findings.first).problem else {
            Issue.record("no AC_NON_ASCII")
            return
        }
        #expect(text.characters.map(\.name) == ["byte 0xFF", "byte 0xC3"])
    }

    @Test func `of a lot of noise is short`() {
        for noise in ["\u{7}", "$", "_a", "ü-", "%24", "\"", "LPA:", ".", "@"] {
            let input = "LPA:1$rsp.example.com$" + String(repeating: noise, count: 100_000 / noise.utf8.count)
            let inspection = ActivationCode.inspect(input)
            #expect(inspection.code == nil)
            #expect((1...100).contains(inspection.findings.count))
        }
    }

    @Test func `makes warnings errors when it is strict`() {
        let inspection = ActivationCode.inspect("lpa:1$rsp.example.com$ABCD$$1$A0$$X")
        #expect(inspection.findings(under: .lenient).map(\.severity) == [.warning, .note])
        #expect(inspection.findings(under: .strict).map(\.severity) == [.error, .note])
    }
}
