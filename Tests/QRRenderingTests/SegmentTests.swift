import TestSupport
import Testing

@testable import QRRendering

struct SegmentTests {
    @Test func `a lower-case host is the only part of a code that costs a byte per character`() {
        let segments = Segment.shortest(for: Array("LPA:1$rsp.example.com$04386-AGYFT-A74Y8-3F815".utf8), in: 1...9)
        #expect(segments.map(\.mode) == [.alphanumeric, .byte, .alphanumeric])
        #expect(segments.map { String(decoding: $0.bytes, as: UTF8.self) }[1] == "rsp.example.com")
    }

    @Test(arguments: 0..<300 as Range<UInt64>, Segment.versionGroups)
    func `segments together are the text, and neighbours differ in mode`(
        seed: UInt64,
        versions: ClosedRange<Int>
    ) {
        let bytes = Array(SampleCodes.mixture(seed: seed).utf8)
        let segments = Segment.shortest(for: bytes, in: versions)
        #expect(segments.flatMap(\.bytes) == bytes)
        #expect(zip(segments, segments.dropFirst()).allSatisfy { $0.mode != $1.mode })
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `no other choice of modes takes fewer bits`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        // Runs of a few digits and capitals, where the decision is close.
        let bytes = (0..<10).flatMap { _ -> [UInt8] in
            let unit: [[UInt8]] = [Array("1234567".utf8), Array("ABCDEF".utf8), Array("a".utf8), Array("aB3".utf8)]
            return unit[Int.random(in: unit.indices, using: &random)]
        }
        for versions in Segment.versionGroups {
            let chosen = Segment.shortest(for: bytes, in: versions)
            #expect(bits(chosen, in: versions) == fewestBits(for: bytes, in: versions))
        }
    }

    /// The fewest bits by trying every end of every segment: slow, and written apart from what it judges.
    private func fewestBits(for bytes: [UInt8], in versions: ClosedRange<Int>) -> Int {
        var fewest = [0] + [Int](repeating: .max, count: bytes.count)
        for end in 1...bytes.count {
            for start in 0..<end {
                for mode in Segment.Mode.allCases where bytes[start..<end].allSatisfy({ isEncodable($0, mode) }) {
                    let segment = Segment(mode: mode, bytes: bytes[start..<end])
                    fewest[end] = min(fewest[end], fewest[start] + bits([segment], in: versions))
                }
            }
        }
        return fewest[bytes.count]
    }

    /// ISO/IEC 18004 §7.4.3 to §7.4.5.
    private func bits(_ segments: [Segment], in versions: ClosedRange<Int>) -> Int {
        let counts = [1: [10, 9, 8], 10: [12, 11, 16], 27: [14, 13, 16]][versions.lowerBound] ?? []
        return segments.reduce(0) { sum, segment in
            let count = segment.bytes.count
            let data =
                switch segment.mode {
                case .numeric: count / 3 * 10 + [0, 4, 7][count % 3]
                case .alphanumeric: count / 2 * 11 + count % 2 * 6
                case .byte: count * 8
                }
            return sum + 4 + counts[segment.mode.rawValue] + data
        }
    }

    private func isEncodable(_ byte: UInt8, _ mode: Segment.Mode) -> Bool {
        switch mode {
        case .numeric: "0123456789".utf8.contains(byte)
        case .alphanumeric: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8.contains(byte)
        case .byte: true
        }
    }
}
