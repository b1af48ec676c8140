import DocumentScanning
import Localization
import SGP22

/// Something that prints what a validation finds, as it finds it.
protocol ValidationReport {
    /// Whether it wants codes without findings too.
    var wantsFaultlessCodes: Bool { get }
    /// Takes one code.
    mutating func add(_ code: CheckedCode)
    /// Takes a line that is no code, or a faultless one that is not wanted, end included.
    mutating func pass(_ line: Span<UInt8>)
    /// Takes the numbers, after the last code.
    mutating func finish(_ tally: Strings.Tally) throws
}

/// Goes through all sources, whatever happens in one of them, and counts.
struct Validation {
    var reading: ActivationCode.Reading
    var threshold: FailureThreshold
    var readsWholeFiles: Bool
    var report: Extent
    /// Rules that are not reported.
    var ignored: Set<ActivationCode.Rule> = []
    /// Lists that git keeps.
    var trackedLists: Set<String> = []
    /// Findings that are known already.
    var baseline: Baseline?
    /// Findings to be known from now on; they are not reported now.
    var draft: Baseline.Draft?

    /// What is reported.
    enum Extent {
        case everything, summary, corrections
    }

    private var tally = Strings.Tally()
    private var status = ExitStatus.success
    private var fingerprints = Fingerprints()
    private var seen: CodeIndex?
    private var isTracked = false
    private var hasIgnores = false
    /// What ends the line of the code that is being checked.
    private var lineEnd: [UInt8] = [0x0A]
    private var ignoredInNextLine: Set<ActivationCode.Rule> = []
    private var saidFailures: Set<String> = []

    init(reading: ActivationCode.Reading, threshold: FailureThreshold, readsWholeFiles: Bool, report: Extent) {
        self.reading = reading
        self.threshold = threshold
        self.readsWholeFiles = readsWholeFiles
        self.report = report
    }

    /// Checks every code of `sources`; when there are several files, codes are compared between them.
    ///
    /// - Returns: how the command ends: the worst of all codes and sources.
    /// - Throws: what the report throws when its output cannot be written.
    mutating func run(_ sources: [CodeSource], _ destination: consuming some ValidationReport) throws -> ExitStatus {
        var destination = destination
        if sources.count(where: { !$0.isArgument }) > 1 && report != .corrections && !ignored.contains(.duplicate) {
            seen = CodeIndex()
        }
        var index = 0
        while index < sources.count {
            var documents: [Document] = []
            while index + documents.count < sources.count,
                case .document(let document) = sources[index + documents.count]
            {
                documents.append(document)
            }
            if documents.isEmpty {
                try check(sources[index], index, of: sources, &destination)
                index += 1
            } else {
                check(documents, from: index, of: sources, &destination)
                index += documents.count
            }
        }
        try destination.finish(tally)
        return status
    }

    /// Checks what is one code, or one in each line.
    private mutating func check(
        _ source: CodeSource,
        _ number: Int,
        of sources: [CodeSource],
        _ destination: inout some ValidationReport
    ) throws {
        var ordinal = 0
        isTracked = source.filePath.map(trackedLists.contains) == true
        // Millions of good codes take this way: nothing is done for each that can be done once.
        let passesFaultless =
            (seen == nil || source.isArgument) && !isTracked && (report == .summary || !destination.wantsFaultlessCodes)
        do {
            try source.forEachCode(asOne: readsWholeFiles) { code, end, place in
                if passesFaultless && ActivationCode.isFaultless(code) {
                    tally.checked &+= 1
                    tally.valid &+= 1
                    if report == .corrections {
                        destination.pass(code)
                        destination.pass(end)
                    }
                } else {
                    lineEnd = end.indices.map { end[$0] }
                    check(code, TextPlace(line: place.line, column: 1), (number, ordinal), of: sources, &destination)
                    ordinal += 1
                }
                if hasIgnores { (ignoredInNextLine, hasIgnores) = ([], false) }
            } pass: { line in
                ignoredInNextLine = line.count < 3 ? [] : InlineIgnore.rules(in: line.indices.map { line[$0] })
                hasIgnores = !ignoredInNextLine.isEmpty
                destination.pass(line)
            }
        } catch let failure as Failure {
            failure.say()
            status = max(status, failure.status)
        }
    }

    private mutating func check(
        _ code: Span<UInt8>,
        _ start: TextPlace,
        _ place: (source: Int, ordinal: Int),
        of sources: [CodeSource],
        _ destination: inout some ValidationReport
    ) {
        let isFaultless = ActivationCode.isFaultless(code)
        var first: String?
        if isFaultless {
            if seen != nil && !sources[place.source].isArgument {
                first = firstPlace(CodeHash.hash(faultless: code), place.source, place.ordinal, of: sources)
            }
            if first == nil && !isTracked && (report == .summary || !destination.wantsFaultlessCodes) {
                tally.checked += 1
                tally.valid += 1
                if report == .corrections {
                    destination.pass(code)
                    destination.pass(lineEnd.span)
                }
                return
            }
        }
        let input = code.indices.map { code[$0] }
        var checked = CheckedCode(input, in: sources[place.source], at: start, reading: reading)
        checked.lineEnd = lineEnd
        checked.ignored = ignored.union(ignoredInNextLine)
        if !checked.ignored.isEmpty { checked.findings.removeAll { checked.ignored.contains($0.rule) } }
        if !isFaultless && seen != nil && !sources[place.source].isArgument {
            first = firstPlace(CodeHash.hash(of: checked.inspection), place.source, place.ordinal, of: sources)
        }
        if let first { checked.add(.duplicate(of: first)) }
        if isTracked && checked.inspection.code != nil { checked.add(.inClear) }
        settle(&checked, &destination)
    }

    /// Checks documents, on all cores.
    private mutating func check(
        _ documents: [Document],
        from start: Int,
        of sources: [CodeSource],
        _ destination: inout some ValidationReport
    ) {
        let judge = DocumentJudge(
            reading: reading,
            ignored: ignored,
            wantsFaultlessCodes: report != .summary && destination.wantsFaultlessCodes,
            comparesCodes: seen != nil
        )
        DocumentQueue(judge: judge).forEachBatch(documents) { first, results in
            let repeated = seen?.insert(results.map(\.hashes), from: start + first)
            for (index, result) in results.enumerated() {
                let number = start + first + index
                var duplicates: [Int: String] = [:]
                for (ordinal, place) in repeated?[index] ?? [:] {
                    if let first = self.place(place, seenFrom: number, of: sources) { duplicates[ordinal] = first }
                }
                take(result, of: documents[first + index], duplicates, &destination)
            }
        }
    }

    private mutating func take(
        _ result: DocumentResult,
        of document: Document,
        _ duplicates: [Int: String],
        _ destination: inout some ValidationReport
    ) {
        var result = result
        // The codes that nothing was said about were not kept; now something is.
        if !duplicates.keys.allSatisfy(result.ordinals.contains) { result = everything(in: document) }
        tally.checked += result.passed
        tally.valid += result.passed
        for (index, ordinal) in result.ordinals.enumerated() {
            if let first = duplicates[ordinal] { result.codes[index].add(.duplicate(of: first)) }
            settle(&result.codes[index], &destination)
        }
        if let failure = result.failure {
            // What this machine lacks, it lacks for every picture.
            if saidFailures.insert(failure.message).inserted { failure.say() }
            status = max(status, failure.status)
        }
    }

    /// Counts a code and hands it to the report, without what is known already.
    private mutating func settle(_ code: inout CheckedCode, _ destination: inout some ValidationReport) {
        if baseline != nil || draft != nil {
            var left: [ActivationCode.Finding] = []
            for finding in code.findings {
                let name = fingerprints.next(for: finding, of: code)
                draft?.add(name, finding, of: code)
                if draft == nil && baseline?.contains(name) != true { left.append(finding) }
            }
            code.findings = left
        }
        tally.checked += 1
        switch code.verdict {
        case .valid: tally.valid += 1
        case .warning: tally.warnings += 1
        case .invalid: tally.invalid += 1
        }
        if report != .summary && (!code.findings.isEmpty || destination.wantsFaultlessCodes) { destination.add(code) }
        let remaining = report == .corrections ? code.remainingSeverity : code.findings.worst
        if threshold.isReached(by: remaining) { status = max(status, .findings) }
    }
}

extension Validation {
    /// Where a code was seen in another source; notes it when it was not.
    private mutating func firstPlace(
        _ hash: UInt64,
        _ number: Int,
        _ ordinal: Int,
        of sources: [CodeSource]
    ) -> String? {
        guard hash != 0, let first = seen?.insert(hash, at: .init(source: number, ordinal: ordinal)) else { return nil }
        return place(first, seenFrom: number, of: sources)
    }

    /// What the place of an earlier code is called in the source `number`; `nil` when it is in the same one.
    private func place(_ first: CodeIndex.Place, seenFrom number: Int, of sources: [CodeSource]) -> String? {
        guard first.source != number, sources[first.source].name != sources[number].name else { return nil }
        let source = sources[first.source]
        switch source {
        case .argument, .standardInput: return source.displayName
        case .document(let document):
            let codes = everything(in: document).codes
            return first.ordinal < codes.count ? "\(document.path):\(codes[first.ordinal].line)" : document.path
        case .file(let path):
            var line = 1
            var ordinal = 0
            try? source.forEachCode(asOne: readsWholeFiles) { _, _, place in
                if ordinal == first.ordinal { line = place.line }
                ordinal += 1
            } pass: { _ in
            }
            return "\(path):\(line)"
        }
    }

    /// Every code of a document, with or without findings.
    private func everything(in document: Document) -> DocumentResult {
        let judge = DocumentJudge(reading: reading, ignored: ignored, wantsFaultlessCodes: true, comparesCodes: true)
        var reader = BlockReader()
        return judge.judge(document, with: &reader)
    }
}
