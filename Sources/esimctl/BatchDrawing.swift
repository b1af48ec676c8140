import Localization
import QRRendering
import SystemPackage

/// Draws the codes of a list on all cores; what is wrong with one is said with its line, and the others follow.
struct BatchDrawing {
    var list: BatchList
    var drawer: CodeDrawer

    /// What has become of a code.
    struct Result: Sendable {
        enum Outcome: String, Sendable {
            case written, unchanged, refused, failed
        }

        var outcome: Outcome
        /// Without the image when that is in a file already.
        var drawing: Drawing?
        var messages = Messages()
        var status = ExitStatus.success
    }

    /// How many codes have come to what.
    struct Tally {
        var written = 0
        var unchanged = 0
        /// Codes that no phone should take.
        var refused = 0
        var failed = 0
        var status = ExitStatus.success

        fileprivate mutating func count(_ result: Result) {
            switch result.outcome {
            case .written: written += 1
            case .unchanged: unchanged += 1
            case .refused: refused += 1
            case .failed: failed += 1
            }
            status = max(status, result.status)
        }
    }

    /// What a code's picture is called.
    func fileName(of entry: BatchList.Entry) -> String {
        entry.name + "." + (drawer.format.fileExtensions.first ?? drawer.format.name)
    }

    /// Draws each code and gives what has become of it to `body`, in the order of the list.
    ///
    /// - Parameters:
    ///   - folder: Where the pictures go; they are written by the thread that has drawn them.
    ///   - body: Takes the picture otherwise, or what there is to know of it.
    /// - Returns: how many codes have come to what.
    /// - Throws: what `body` throws.
    func run(into folder: OutputFolder?, _ body: (BatchList.Entry, Result) throws -> Void) rethrows -> Tally {
        var tally = Tally()
        var said: Set<String> = []
        let progress = Progress(total: list.entries.count)
        try WorkQueue.forEachResult(of: list.entries.count, scratch: {}) { index, _ -> Result? in
            guard !Interruption.isRequested else { return nil }
            defer { progress.advance() }
            return draw(list.entries[index], folder)
        } _: { index, result in
            guard let result else { return }
            let entry = list.entries[index]
            if !result.messages.isEmpty {
                progress.clear()
                result.messages.print(place: "\(list.displayName):\(entry.line): ", said: &said)
            }
            tally.count(result)
            try body(entry, result)
        }
        return tally
    }

    private func draw(_ entry: BatchList.Entry, _ folder: OutputFolder?) -> Result {
        var result = Result(outcome: .written)
        do throws(Failure) {
            if let failure = entry.failure { throw failure }
            guard var drawing = try drawer.draw(entry.code, &result.messages) else {
                result.outcome = .refused
                result.status = .findings
                return result
            }
            if let folder {
                if try !folder.write(drawing.image, fileName(of: entry)) { result.outcome = .unchanged }
                drawing.image = []
            }
            result.drawing = drawing
        } catch {
            result.outcome = .failed
            result.status = error.status
            result.messages.say(error)
        }
        return result
    }
}
