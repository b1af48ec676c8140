/// A part of a text that is encoded in one mode (ISO/IEC 18004 §7.4).
///
/// The segments are chosen here because libqrencode's own splitting is greedy: it sometimes takes a larger version than
/// plain bytes would, and it stops at a NUL.
struct Segment: Hashable, Sendable {
    /// How characters become bits, from dense to general.
    enum Mode: Int, CaseIterable, Sendable {
        case numeric, alphanumeric, byte
    }

    let mode: Mode
    let bytes: ArraySlice<UInt8>
}

extension Segment {
    /// The versions within which the fields that count characters keep their length (ISO/IEC 18004 table 3).
    static let versionGroups = [1...9, 10...26, 27...40]

    /// The most characters that any symbol holds: digits, in version 40-L.
    static let longestText = 7089

    /// The segments that encode `bytes` in the fewest bits in a symbol of one of `versions`; linear in the number of bytes.
    static func shortest(for bytes: [UInt8], in versions: ClosedRange<Int>) -> [Segment] {
        let modeCount = Mode.allCases.count
        let headers = Mode.allCases.map { 6 * (4 + $0.countBits(in: versions)) }
        let lengths = Mode.allCases.map(\.sixthsPerCharacter)
        // `costs[mode]`: the cheapest way to encode what was read so far and be in `mode`, in sixths of a bit.
        var costs = headers
        // The same without the last change of mode; modes that cannot encode the byte cost too much ever to be chosen.
        var stayed = costs
        // `choices[modeCount * i + mode]`: the mode of byte `i`, given that the encoder is in `mode` after it.
        var choices = [UInt8](repeating: 0, count: modeCount * bytes.count)
        for (index, byte) in bytes.enumerated() {
            let densest = Mode.densest(for: byte).rawValue
            for mode in 0..<modeCount {
                stayed[mode] = mode < densest ? Int.max / 2 : costs[mode] + lengths[mode]
            }
            for target in 0..<modeCount {
                var (cost, choice) = (stayed[target], target)
                for source in densest..<modeCount {
                    // A segment ends on a whole bit.
                    let change = (stayed[source] + 5) / 6 * 6 + headers[target]
                    if change < cost { (cost, choice) = (change, source) }
                }
                costs[target] = cost
                choices[modeCount * index + target] = UInt8(choice)
            }
        }
        return runs(of: bytes, modes: path(through: choices, costs: costs))
    }

    /// How many bits `segments` take in a symbol of that version.
    static func bitCount(of segments: [Segment], inVersion version: Int) -> Int {
        let versions = version...version
        return segments.reduce(0) { sum, segment in
            let data = (segment.bytes.count * segment.mode.sixthsPerCharacter + 5) / 6
            return sum + 4 + segment.mode.countBits(in: versions) + data
        }
    }

    /// The mode of each byte on the cheapest path.
    private static func path(through choices: [UInt8], costs: [Int]) -> [Mode] {
        var modes = [Mode](repeating: .byte, count: choices.count / costs.count)
        var mode = costs.indices.min { costs[$0] < costs[$1] } ?? 0
        for index in modes.indices.reversed() {
            mode = Int(choices[costs.count * index + mode])
            modes[index] = Mode.allCases[mode]
        }
        return modes
    }

    /// One segment for each run of equal modes.
    private static func runs(of bytes: [UInt8], modes: [Mode]) -> [Segment] {
        var segments: [Segment] = []
        var start = 0
        for end in 1...modes.count where end == modes.count || modes[end] != modes[start] {
            segments.append(Segment(mode: modes[start], bytes: bytes[start..<end]))
            start = end
        }
        return segments
    }
}

extension Segment.Mode {
    /// The length of a character in sixths of a bit: 3 digits take 10 bits, 2 alphanumeric characters 11.
    fileprivate var sixthsPerCharacter: Int {
        switch self {
        case .numeric: 20
        case .alphanumeric: 33
        case .byte: 48
        }
    }

    /// The length of the field that counts the characters, in bits (ISO/IEC 18004 table 3).
    fileprivate func countBits(in versions: ClosedRange<Int>) -> Int {
        let step = versions.upperBound <= 9 ? 0 : versions.upperBound <= 26 ? 1 : 2
        return switch self {
        case .numeric: 10 + 2 * step
        case .alphanumeric: 9 + 2 * step
        case .byte: step == 0 ? 8 : 16
        }
    }

    /// The densest mode that has a code for the character; every mode after it has one too (ISO/IEC 18004 table 5).
    fileprivate static func densest(for byte: UInt8) -> Self {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .numeric
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .alphanumeric
        case 0x20, 0x24, 0x25, 0x2A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3A: .alphanumeric  // space, $%*+-./:
        default: .byte
        }
    }
}
