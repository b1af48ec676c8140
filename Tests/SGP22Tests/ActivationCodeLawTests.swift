import SGP22
import TestSupport
import Testing

/// Laws that hold for all codes and all inputs; a failure names its seed.
@Suite struct `For every activation code` {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `what is written reads back`(seed: UInt64) throws {
        var generator = CodeGenerator(seed: seed)
        guard let code = try generator.code() else { return }
        #expect(try ActivationCode(parsing: code.text(.qr)) == code)
        #expect(try ActivationCode(parsing: code.text(.manualEntry)) == code)
        #expect(code.canonical == code)
        let links = InstallLink.Host.allCases.map { "https://\($0.rawValue)/esim_qrcode_provisioning?carddata=" }
        let isPlain = !code.text().utf8.contains(where: "%&#".utf8.contains)
        for link in links where isPlain {
            #expect(try ActivationCode(parsing: link + code.text(), as: .lenient) == code)
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `the matching ID shows nowhere unasked`(seed: UInt64) throws {
        var generator = CodeGenerator(seed: seed)
        let secret = "SECRET-" + generator.text(of: "23456789ABCDEFGH", 12...12)
        let address = try SMDPAddress(parsing: generator.address())
        let code = try ActivationCode(smdpAddress: address, matchingID: MatchingID(parsing: secret))
        var shown = [
            "\(code)", String(reflecting: code), "\(code.matchingID)", "\([code])", "\(Optional(code) as Any)",
        ]
        dump(code, to: &shown[0])
        for input in [code.text(), "\(code.text())_", "'\(code.text())", "x\(code.text())", "\(code.text())$\(secret)"]
        {
            let inspection = ActivationCode.inspect(input)
            shown += [inspection.redactedInput, "\(inspection)", refusal(of: input)]
            dump(inspection, to: &shown[0])
        }
        #expect(shown.filter { $0.contains("SECRET") } == [])
    }

    private func refusal(of input: String) -> String {
        do {
            return "\(try ActivationCode(parsing: input))"
        } catch {
            return "\(error) \(String(reflecting: error))"
        }
    }
}

@Suite struct `For every input` {
    @Test(arguments: 0..<2_000 as Range<UInt64>)
    func `the readings agree with each other and the findings`(seed: UInt64) throws {
        var generator = CodeGenerator(seed: seed)
        for _ in 0..<10 {
            let input = try generator.nearCode()
            let inspection = ActivationCode.inspect(utf8: input)
            let isStrict = inspection.isAccepted(by: .strict)
            let isLenient = inspection.isAccepted(by: .lenient)
            #expect(!isStrict || isLenient)
            #expect(isLenient == (inspection.findings.worst ?? .note < .error))
            #expect(isStrict == (inspection.findings.worst ?? .note < .warning))
            #expect(ActivationCode.isFaultless(input.span) == inspection.findings.isEmpty)
            for finding in inspection.findings {
                #expect(finding.offset >= 0 && finding.length >= 0 && finding.offset + finding.length <= input.count)
            }
        }
    }

    @Test(arguments: 0..<2_000 as Range<UInt64>)
    func `a corrected code and a suggestion need no further correction`(seed: UInt64) throws {
        var generator = CodeGenerator(seed: seed)
        for _ in 0..<10 {
            let inspection = ActivationCode.inspect(utf8: try generator.nearCode())
            for better in [inspection.corrected, inspection.suggestion].compactMap({ $0 }) {
                let second = ActivationCode.inspect(better.text())
                #expect(second.code == better)
                #expect(second.corrected == nil)
                #expect(second.findings(under: .strict).worst ?? .note < .error || !better.matchingID.isStrict)
            }
            if let code = inspection.code {
                #expect(inspection.suggestion == nil)
                #expect(ActivationCode.inspect(code.text()).code == code)
            }
        }
    }
}
