import PictureLaws
import TestSupport
import Testing

@Suite struct `For every file` {
    /// Headers that say anything of themselves; `HostileImageTests` damages whole pictures.
    @Test(arguments: 0..<16 as Range<UInt64>)
    func `the laws of pictures hold`(part: UInt64) {
        for seed in stride(from: part, to: 3_200, by: 16) {
            var random = SeededGenerator(seed: seed)
            let byte = { (values: ClosedRange<UInt8>) in UInt8.random(in: values, using: &random) }
            var file: [UInt8]
            if byte(0...1) == 0 {
                file = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
                file += [0, 0, byte(0...2), byte(0...255), 0, 0, byte(0...2), byte(0...255), byte(0...16), byte(0...6)]
            } else {
                file = [0xFF, 0xD8]
                for _ in 0..<byte(0...4) {
                    file += [0xFF, byte(0xC0...0xFF), 0, byte(0...12)]
                    for _ in 0..<byte(0...12) { file.append(byte(0...255)) }
                }
            }
            for _ in 0..<byte(0...40) { file.append(byte(0...255)) }
            #expect(brokenLaws(ofPicture: file) == [], "seed \(seed): \(file)")
        }
    }

    @Test(arguments: 0..<16 as Range<UInt64>)
    func `the laws of symbols hold`(part: UInt64) {
        for seed in stride(from: part, to: 480, by: 16) {
            var random = SeededGenerator(seed: seed)
            let length = Int.random(in: 3...120, using: &random)
            let input = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(brokenLaws(ofSymbol: input) == [], "seed \(seed): \(input)")
        }
    }
}
