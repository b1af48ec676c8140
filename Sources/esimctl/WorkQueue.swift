import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Does many pieces of work on all cores, and hands the results over in the order of the pieces.
enum WorkQueue {
    private struct Progress<Result> {
        var next = 0
        var results: [Result?]
    }

    /// Gives the result of each piece of work to `body`.
    ///
    /// - Parameters:
    ///   - count: How many pieces there are.
    ///   - share: How many a thread takes at a time.
    ///   - scratch: Makes what a thread uses again from piece to piece.
    ///   - work: Does a piece, on any thread.
    ///   - body: Takes a result, on the thread of the caller.
    static func forEachResult<Scratch, Result: Sendable>(
        of count: Int,
        share: Int = 8,
        scratch: @Sendable () -> Scratch,
        _ work: @Sendable (Int, inout Scratch) -> Result,
        _ body: (Int, Result) throws -> Void
    ) rethrows {
        try forEachBatch(of: count, share: share, scratch: scratch, work) { start, results in
            for (index, result) in results.enumerated() { try body(start + index, result) }
        }
    }

    /// Gives the results of some pieces of work at a time to `body`, with the index of the first: of `batch` pieces, enough to
    /// keep all cores at work, few enough to keep in memory.
    static func forEachBatch<Scratch, Result: Sendable>(
        of count: Int,
        batch: Int = 1024,
        share: Int = 8,
        scratch: @Sendable () -> Scratch,
        _ work: @Sendable (Int, inout Scratch) -> Result,
        _ body: (Int, [Result]) throws -> Void
    ) rethrows {
        guard count > 1 else {
            var only = scratch()
            return try body(0, (0..<count).map { work($0, &only) })
        }
        for start in stride(from: 0, to: count, by: batch) {
            try body(start, results(of: start..<min(start + batch, count), share: share, scratch, work))
        }
    }

    private static func results<Scratch, Result: Sendable>(
        of part: Range<Int>,
        share size: Int,
        _ scratch: @Sendable () -> Scratch,
        _ work: @Sendable (Int, inout Scratch) -> Result
    ) -> [Result] {
        let progress = Mutex(Progress<Result>(results: Array(repeating: nil, count: part.count)))
        let threads = min((part.count + size - 1) / size, cores)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            var own = scratch()
            while true {
                let share = progress.withLock { progress in
                    let share = progress.next..<min(progress.next + size, part.count)
                    progress.next = share.upperBound
                    return share
                }
                guard !share.isEmpty else { return }
                let results = share.map { work(part.lowerBound + $0, &own) }
                progress.withLock { progress in
                    for (index, result) in zip(share, results) { progress.results[index] = result }
                }
            }
        }
        return progress.withLock { $0.results.compactMap(\.self) }
    }

    /// How many processors there are to run on.
    static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

/// A sign between threads that there is nothing more to do.
final class Stop: Sendable {
    private let flag = Atomic(false)

    var isSet: Bool { flag.load(ordering: .relaxed) }

    func set() { flag.store(true, ordering: .relaxed) }
}
