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
        let headers = Mode.allCases.map { 6 * (4 + $0.countBits(in: versions)) }
        // `costs[mode]`: the cheapest way to encode what was read so far and be in `mode`, in sixths of a bit.
        var costs = headers
        // `choices[mode][i]`: the mode of byte `i`, given that the encoder is in `mode` after it.
        var choices = Mode.allCases.map { _ in [Mode](repeating: .byte, count: bytes.count) }
        for (index, byte) in bytes.enumerated() {
            var next = [Int](repeating: .max, count: costs.count)
            for mode in Mode.allCases where mode.encodes(byte) {
                next[mode.rawValue] = costs[mode.rawValue] + mode.sixthsPerCharacter
                choices[mode.rawValue][index] = mode
            }
            let stayed = next
            for target in Mode.allCases {
                for source in Mode.allCases where stayed[source.rawValue] != .max {
                    // A segment ends on a whole bit.
                    let cost = (stayed[source.rawValue] + 5) / 6 * 6 + headers[target.rawValue]
                    guard cost < next[target.rawValue] else { continue }
                    next[target.rawValue] = cost
                    choices[target.rawValue][index] = source
                }
            }
            costs = next
        }
        return runs(of: bytes, modes: path(through: choices, costs: costs))
    }

    /// The mode of each byte on the cheapest path.
    private static func path(through choices: [[Mode]], costs: [Int]) -> [Mode] {
        var modes = choices[0]
        var mode = Mode.allCases.min { costs[$0.rawValue] < costs[$1.rawValue] } ?? .byte
        for index in modes.indices.reversed() {
            mode = choices[mode.rawValue][index]
            modes[index] = mode
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

    /// Whether the mode has a code for the character (ISO/IEC 18004 table 5).
    fileprivate func encodes(_ byte: UInt8) -> Bool {
        switch (self, byte) {
        case (.byte, _): true
        case (_, UInt8(ascii: "0")...UInt8(ascii: "9")): true
        case (.numeric, _): false
        case (.alphanumeric, UInt8(ascii: "A")...UInt8(ascii: "Z")): true
        case (.alphanumeric, _): " $%*+-./:".utf8.contains(byte)
        }
    }
}
