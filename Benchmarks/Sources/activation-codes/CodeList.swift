/// Activation codes as shops send them, the same ones for the same number: three shapes in turn, 49 bytes a line on average.
struct CodeList {
    /// How many lines there are.
    let count: Int

    /// The lines, each with its line feed.
    var text: [UInt8] {
        var random = Random()
        var text: [UInt8] = []
        text.reserveCapacity(count * 50)
        for index in 0..<count {
            switch index % 3 {
            case 0:
                text += "LPA:1$rsp.example.com$".utf8
                random.appendGroups(to: &text)
            case 1:
                text += "1$smdp.example.net$".utf8
                random.appendGroups(to: &text)
                text += "$1.3.6.1.4.1.31746$1".utf8
            default:
                text += "LPA:1$sm.example.org$".utf8
                random.append(16, to: &text)
            }
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }
}

/// Repeatable random characters of matching IDs (SplitMix64).
private struct Random {
    private var state: UInt64 = 0

    /// Four groups of five characters.
    mutating func appendGroups(to text: inout [UInt8]) {
        for group in 0..<4 {
            if group > 0 { text.append(UInt8(ascii: "-")) }
            append(5, to: &text)
        }
    }

    /// As many characters as five bits each of one number give: at most 12; the rest come from the next.
    mutating func append(_ count: Int, to text: inout [UInt8]) {
        var bits: UInt64 = 0
        for index in 0..<count {
            if index % 12 == 0 { bits = next() }
            let value = UInt8(bits & 31)
            text.append(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10)
            bits >>= 5
        }
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
