import ActivationCodeLaws
import Foundation
import SGP22
import TestSupport
import Testing

/// Laws that hold for all codes and all inputs; a failure names its seed.
@Suite struct `For every activation code` {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `what is written reads back`(seed: UInt64) throws {
        var generator = CodeGenerator(seed: seed)
        guard let code = try generator.code() else { return }
        #expect(try ActivationCode(parsing: code.secretText(.qr)) == code)
        #expect(try ActivationCode(parsing: code.secretText(.manualEntry)) == code)
        #expect(code.canonical == code)
        let links = InstallLink.Host.allCases.map { "https://\($0.rawValue)/esim_qrcode_provisioning?carddata=" }
        let isPlain = !code.secretText().utf8.contains(where: "%&#".utf8.contains)
        for link in links where isPlain {
            #expect(try ActivationCode(parsing: link + code.secretText(), as: .lenient) == code)
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
        for input in [
            code.secretText(), "\(code.secretText())_", "'\(code.secretText())", "x\(code.secretText())",
            "\(code.secretText())$\(secret)",
        ] {
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
    /// `ESIM_SEEDS` asks for more of them (scripts/fuzz.sh).
    static let seeds = 0..<(ProcessInfo.processInfo.environment["ESIM_SEEDS"].flatMap(UInt64.init) ?? 2_000)

    /// In parts, so that they run side by side: a case for each of a million seeds would take longer than its inputs.
    @Test(arguments: 0..<64)
    func `the laws hold`(part: Int) throws {
        for seed in stride(from: UInt64(part), to: Self.seeds.upperBound, by: 64) {
            var generator = CodeGenerator(seed: seed)
            for _ in 0..<10 {
                let input = try generator.nearCode()
                let broken = brokenLaws(of: input)
                #expect(broken.isEmpty, "seed \(seed): \(input)")
            }
        }
    }
}
