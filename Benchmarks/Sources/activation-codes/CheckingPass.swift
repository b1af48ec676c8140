import CAllocationCounter
import SGP22

/// The pass that tells good codes from others, over lines that are in memory already.
struct CheckingPass {
    private let text: [UInt8]
    private let lines: [Range<Int>]

    init(_ text: [UInt8]) {
        self.text = text
        var lines: [Range<Int>] = []
        var start = 0
        for (index, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
            lines.append(start..<index)
            start = index + 1
        }
        self.lines = lines
    }

    /// What one pass took.
    struct Round {
        var nanosecondsPerCode: Double
        /// How often it asked for memory; `nil` where that is not counted.
        var allocations: Int64?
        /// How many codes were good.
        var faultless: Int
    }

    /// Without the line ends.
    var bytesPerCode: Double { Double(lines.reduce(0) { $0 + $1.count }) / Double(lines.count) }

    func round() -> Round {
        let before = allocation_count()
        let start = ContinuousClock.now
        var faultless = 0
        for line in lines where ActivationCode.isFaultless(text.span.extracting(line)) { faultless += 1 }
        let duration = ContinuousClock.now - start
        let allocations = allocation_count() - before
        return Round(
            nanosecondsPerCode: duration / .nanoseconds(lines.count),
            allocations: before < 0 ? nil : allocations,
            faultless: faultless
        )
    }
}
