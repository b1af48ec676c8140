#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Measured values of one kind.
struct Figures {
    private let sorted: [Double]

    init(_ values: [Double]) {
        sorted = values.sorted()
    }

    var median: Double { part(0.5) }
    var least: Double { sorted.first ?? 0 }

    /// The value that so large a part of the values does not exceed, from 0 to 1.
    func part(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }
}

extension Duration {
    var milliseconds: Double { self / .milliseconds(1) }
    var seconds: Double { self / .seconds(1) }
}

/// How long `body` takes.
func time(_ body: () throws -> Void) rethrows -> Duration {
    let begin = ContinuousClock.now
    try body()
    return .now - begin
}

/// What this process has used of the processors, its calls of the system included.
func processorSeconds() -> Double {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Prints a line that `scripts/bench.sh` reads.
func report(_ name: String, _ value: Double, digits: Int = 0) {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    print(digits == 0 ? "\(name)=\(Int(rounded))" : "\(name)=\(rounded)")
}
