import SGP22

/// The laws of inspection that `input` breaks, each in words; none, or there is a fault in `SGP22`.
///
/// Tests give it inputs of their own seeds, the fuzz target those of libFuzzer.
public func brokenLaws(of input: [UInt8]) -> [String] {
    let inspection = ActivationCode.inspect(utf8: input)
    var laws = LawBook()
    laws.judgeReadings(inspection, of: input)
    laws.judgeBetterCodes(inspection)
    laws.judgeSecrecy(inspection, of: input)
    return laws.broken
}

/// Collects what was broken.
private struct LawBook {
    private(set) var broken: [String] = []

    private mutating func expect(_ holds: Bool, _ law: @autoclosure () -> String) {
        if !holds { broken.append(law()) }
    }

    /// The two readings agree with each other and with the findings, and the findings with the input.
    mutating func judgeReadings(_ inspection: ActivationCode.Inspection, of input: [UInt8]) {
        let isStrict = inspection.isAccepted(by: .strict)
        let isLenient = inspection.isAccepted(by: .lenient)
        let worst = inspection.findings.worst ?? .note
        expect(!isStrict || isLenient, "what the strict reading takes, the lenient one takes")
        expect(isLenient == (worst < .error), "the lenient reading refuses what has an error, and nothing else")
        expect(isStrict == (worst < .warning), "the strict reading refuses what has a warning or an error")
        expect(
            ActivationCode.isFaultless(input.span) == inspection.findings.isEmpty,
            "isFaultless tells whether there are findings"
        )
        let places = inspection.findings.map { $0.offset..<($0.offset + max(0, $0.length)) }
        expect(
            zip(places, inspection.findings).allSatisfy {
                $0.lowerBound >= 0 && $0.upperBound <= input.count && $1.length >= 0
            },
            "findings lie within the input"
        )
        expect(zip(places, places.dropFirst()).allSatisfy { $0.lowerBound <= $1.lowerBound }, "findings are in order")
    }

    /// What is written reads back the same, and what is offered in place of an input needs no further correction.
    mutating func judgeBetterCodes(_ inspection: ActivationCode.Inspection) {
        if let code = inspection.code {
            expect(inspection.suggestion == nil, "only what is refused has a suggestion")
            for form in [ActivationCode.Form.qr, .manualEntry] {
                expect(
                    ActivationCode.inspect(code.secretText(form)).code == code,
                    "what is written reads back (\(form))"
                )
            }
            if inspection.isAccepted(by: .strict) {
                expect(code.canonical == code, "a strictly right code is written as SGP.22 writes it")
                expect((try? ActivationCode(parsing: code.secretText())) == code, "it reads back strictly")
            }
        }
        for better in [inspection.corrected, inspection.suggestion].compactMap({ $0 }) {
            let second = ActivationCode.inspect(better.secretText())
            expect(second.code == better, "a corrected or suggested code reads back")
            expect(second.corrected == nil, "a corrected or suggested code needs no correction")
            expect(
                second.isAccepted(by: .strict) || !better.matchingID.isStrict,
                "a corrected or suggested code is strictly right, but for the case of its matching ID"
            )
        }
    }

    /// The matching ID of a code shows nowhere unasked.
    mutating func judgeSecrecy(_ inspection: ActivationCode.Inspection, of input: [UInt8]) {
        if let code = inspection.code, let disguised = Disguise(of: code.matchingID.secretText, in: input) {
            // Nothing that is shown depends on the matching ID, so nothing can give it away.
            let other = ActivationCode.inspect(utf8: disguised.input)
            expect(other.redactedInput == inspection.redactedInput, "redactedInput does not depend on the matching ID")
            expect(other.findings == inspection.findings, "findings do not depend on which matching ID it is")
            expect(other.code?.description == code.description, "description does not depend on the matching ID")
        }
        for code in [inspection.code, inspection.suggestion].compactMap({ $0 }) {
            let secret = code.matchingID.secretText
            // Short ones, and those that stand in another field or in the words of a link too, show there.
            guard secret.utf8.count >= 6, !code.description.contains(secret), !Self.linkWords.contains(secret) else {
                continue
            }
            // A suggestion lacks what was taken off, such as a path behind the address, which may hold the same letters.
            let isAmbiguous =
                inspection.code == nil && String(decoding: input, as: UTF8.self).ranges(of: secret).count > 1
            expect(
                isAmbiguous || !inspection.redactedInput.contains(secret),
                "redactedInput does not hold the matching ID"
            )
        }
    }

    private static let linkWords = InstallLink.Host.allCases.map {
        "https://\($0.rawValue)/esim_qrcode_provisioning?carddata= HTTPS://\($0.rawValue.uppercased())"
    }.joined()
}

/// The same input with another matching ID of the same kinds of characters.
private struct Disguise {
    let input: [UInt8]

    /// `nil` when `secret` is empty or does not stand, as it is, in the third field.
    init?(of secret: String, in original: [UInt8]) {
        let delimiters = original.indices.filter { original[$0] == UInt8(ascii: "$") }
        guard !secret.isEmpty, delimiters.count >= 2, original[(delimiters[1] + 1)...].starts(with: secret.utf8) else {
            return nil
        }
        var input = original
        for index in (delimiters[1] + 1)..<(delimiters[1] + 1 + secret.utf8.count) {
            switch input[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "8"), UInt8(ascii: "A")...UInt8(ascii: "Y"),
                UInt8(ascii: "a")...UInt8(ascii: "y"):
                input[index] += 1
            case UInt8(ascii: "9"), UInt8(ascii: "Z"), UInt8(ascii: "z"):
                input[index] -= 1
            default: break
            }
        }
        self.input = input
    }
}
