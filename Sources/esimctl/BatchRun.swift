import Localization
import QRRendering
import SystemPackage

/// A batch with all that goes around it: where the pictures go, what is printed, and how it ends when it is interrupted.
struct BatchRun {
    var batch: BatchDrawing
    var replacesExisting: Bool
    var printsJSON: Bool

    /// Draws everything; says in the end how many codes were left out, if any were.
    func run(into destination: BatchOptions.Destination) throws -> ExitStatus {
        Interruption.watch()
        var report = DrawingJSON(format: batch.drawer.format)
        let tally: BatchDrawing.Tally
        do {
            switch destination {
            case .folder(let path): tally = try draw(into: path, &report)
            case .zip(let path): tally = try zip(into: path, &report)
            case .sheet(let paper, let path): tally = try fillSheets(of: paper, path, &report)
            }
        } catch {
            Interruption.endIfRequested()
            throw error
        }
        Interruption.endIfRequested()
        let leftOut = tally.refused + tally.failed
        if leftOut > 0 {
            Diagnostics.say("\(batch.list.displayName): \(leftOut) of \(batch.list.entries.count) codes were left out")
        }
        if printsJSON { try report.finish(tally) }
        return tally.status
    }

    private func draw(into path: String, _ report: inout DrawingJSON) throws -> BatchDrawing.Tally {
        let folder = OutputFolder(path: path, replacesExisting: replacesExisting)
        try folder.create()
        return batch.run(into: folder) { entry, result in
            add(entry, result, output: batch.fileName(of: entry), to: &report)
        }
    }

    private func zip(into path: String, _ report: inout DrawingJSON) throws -> BatchDrawing.Tally {
        try ZipWriter.write(to: path, replacesExisting: replacesExisting) { archive in
            let tally = try batch.run(into: nil) { entry, result in
                let name = batch.fileName(of: entry)
                if let drawing = result.drawing { try archive.add(drawing.image, name: name) }
                add(entry, result, output: name, to: &report)
            }
            return (tally, tally.status)
        }
    }

    private func fillSheets(
        of paper: SheetPaper,
        _ path: String,
        _ report: inout DrawingJSON
    ) throws -> BatchDrawing.Tally {
        var sheet = SymbolSheet(paper: paper)
        let tally = batch.run(into: nil) { entry, result in
            if let drawing = result.drawing {
                let labels = [entry.name, "#\(entry.line)"]
                sheet.add(drawing.symbol, moduleSize: drawing.moduleSize, labels: labels)
            }
            add(entry, result, output: path, to: &report)
        }
        guard tally.written > 0, !Interruption.isRequested else { throw Failure(empty: path, tally.status) }
        guard let document = sheet.document(title: batch.list.displayName) else {
            throw Failure(
                "a code with its label is larger than the page",
                hint: "make its modules smaller with --module-mm, or take larger paper",
                status: .unusableInput
            )
        }
        let file = OutputFile(path: path, replacesExisting: replacesExisting, keepsSame: true)
        try file.write { _ = try $0.writeAll(document) }
        return tally
    }

    private func add(
        _ entry: BatchList.Entry,
        _ result: BatchDrawing.Result,
        output: String,
        to report: inout DrawingJSON
    ) {
        guard printsJSON, let drawing = result.drawing else { return }
        report.add(drawing, output: output, line: entry.line, outcome: result.outcome)
    }
}
