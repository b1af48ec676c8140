import DocumentScanning
import Dispatch
import Synchronization

/// Judges many documents on all cores, and hands the results over in the order of the documents.
struct DocumentQueue {
    var judge: DocumentJudge

    /// How many documents are judged before their results are handed over: enough to keep all cores at work, few enough to
    /// keep in memory.
    private var batch: Int { judge.wantsFaultlessCodes ? 512 : 4096 }
    /// How many a thread takes at a time.
    private static let share = 8

    private struct Work {
        var next = 0
        var results: [DocumentResult?]
    }

    /// Gives the results of some documents at a time to `body`, with the index of the first.
    func forEachBatch(_ documents: [Document], _ body: (Int, [DocumentResult]) throws -> Void) rethrows {
        guard documents.count > 1 else {
            var reader = BlockReader()
            return try body(0, documents.map { judge.judge($0, with: &reader) })
        }
        for start in stride(from: 0, to: documents.count, by: batch) {
            try body(start, results(of: Array(documents[start..<min(start + batch, documents.count)])))
        }
    }

    private func results(of documents: [Document]) -> [DocumentResult] {
        let work = Mutex(Work(results: Array(repeating: nil, count: documents.count)))
        let judge = self.judge
        DispatchQueue.concurrentPerform(iterations: Self.threads(for: documents.count)) { _ in
            var reader = BlockReader()
            while true {
                let share = work.withLock { work in
                    let share = work.next..<min(work.next + Self.share, documents.count)
                    work.next = share.upperBound
                    return share
                }
                guard !share.isEmpty else { return }
                let results = documents[share].map { judge.judge($0, with: &reader) }
                work.withLock { work in
                    for (index, result) in zip(share, results) { work.results[index] = result }
                }
            }
        }
        return work.withLock { $0.results.compactMap(\.self) }
    }

    private static func threads(for count: Int) -> Int {
        min((count + share - 1) / share, DispatchQueue.cores)
    }
}

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension DispatchQueue {
    /// How many processors there are to run on.
    static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
