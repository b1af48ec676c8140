import DocumentScanning

/// Judges many documents on all cores, and hands the results over in the order of the documents.
struct DocumentQueue {
    var judge: DocumentJudge

    /// Gives the results of some documents at a time to `body`, with the index of the first.
    func forEachBatch(_ documents: [Document], _ body: (Int, [DocumentResult]) throws -> Void) rethrows {
        let judge = self.judge
        // A result is small, unless it has every code in it.
        let batch = judge.wantsFaultlessCodes ? 512 : 4096
        try WorkQueue.forEachBatch(of: documents.count, batch: batch, scratch: { BlockReader() }) { index, reader in
            judge.judge(documents[index], with: &reader)
        } _: { first, results in
            try body(first, results)
        }
    }
}
