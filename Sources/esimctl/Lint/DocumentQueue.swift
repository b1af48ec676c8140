import DocumentScanning
/// Judges many documents on all cores, and hands the results over in the order of the documents.
struct DocumentQueue {
    var judge: DocumentJudge

    /// How many documents are judged before their results are handed over: enough to keep all cores at work, few enough to
    /// keep in memory.
    private var batch: Int { judge.wantsFaultlessCodes ? 512 : 4096 }

    /// Gives the results of some documents at a time to `body`, with the index of the first.
    func forEachBatch(_ documents: [Document], _ body: (Int, [DocumentResult]) throws -> Void) rethrows {
        let judge = self.judge
        try WorkQueue.forEachBatch(of: documents.count, batch: batch, scratch: { BlockReader() }) { index, reader in
            judge.judge(documents[index], with: &reader)
        } _: { start, results in
            try body(start, results)
        }
    }
}
