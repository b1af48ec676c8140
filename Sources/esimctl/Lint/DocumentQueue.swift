/// Judges many documents on all cores, and hands the results over in the order of the documents.
struct DocumentQueue {
    var judge: DocumentJudge

    /// Gives each document's result to `body`.
    func forEachResult(_ documents: [Document], _ body: (Int, DocumentResult) throws -> Void) rethrows {
        let judge = self.judge
        try WorkQueue.forEachResult(of: documents.count, scratch: BlockReader.init) { index, reader in
            judge.judge(documents[index], with: &reader)
        } _: { index, result in
            try body(index, result)
        }
    }
}
