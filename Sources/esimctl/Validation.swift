import Localization
import SGP22

/// One code and what was found in it.
struct CheckedCode {
    /// Where it came from.
    var source: CodeSource
    /// Its line in a file, its number among the arguments.
    var line: Int
    /// The input as it was given.
    var input: [UInt8]
    /// What there is to say about it.
    var inspection: ActivationCode.Inspection
    /// What ends the line.
    var lineEnd: [UInt8]
    /// The reading that decides.
    var reading: ActivationCode.Reading

    var findings: [ActivationCode.Finding] { inspection.findings(under: reading) }

    var verdict: Verdict {
        switch findings.worst {
        case .error: .invalid
        case .warning: .warning
        case .note, nil: .valid
        }
    }

    enum Verdict: String {
        case valid, warning, invalid
    }

    /// The character of the line, from 1, that a finding is at.
    func column(of finding: ActivationCode.Finding) -> Int {
        input[..<finding.offset].count { $0 & 0xC0 != 0x80 } + 1
    }
}

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

    /// What is reported.
    enum Extent {
        case everything, summary, corrections
    }

    private var tally = Strings.Tally()
    private var status = ExitStatus.success

    init(reading: ActivationCode.Reading, threshold: FailureThreshold, readsWholeFiles: Bool, report: Extent) {
        self.reading = reading
        self.threshold = threshold
        self.readsWholeFiles = readsWholeFiles
        self.report = report
    }

    /// Checks every code of `sources`.
    ///
    /// - Returns: how the command ends: the worst of all codes and sources.
    /// - Throws: what the report throws when its output cannot be written.
    mutating func run(_ sources: [CodeSource], _ destination: consuming some ValidationReport) throws -> ExitStatus {
        var destination = destination
        let readability = try sources.forEachCode(asOne: readsWholeFiles) { code, end, place in
            check(code, end, place, &destination)
        } pass: { line in
            destination.pass(line)
        }
        try destination.finish(tally)
        return max(status, readability)
    }

    private mutating func check(
        _ code: Span<UInt8>,
        _ end: Span<UInt8>,
        _ place: (source: CodeSource, line: Int),
        _ destination: inout some ValidationReport
    ) {
        tally.checked += 1
        let isFaultless = ActivationCode.isFaultless(code)
        if isFaultless { tally.valid += 1 }
        if isFaultless && report == .summary { return }
        guard !isFaultless || destination.wantsFaultlessCodes else {
            destination.pass(code)
            return destination.pass(end)
        }
        let input = code.indices.map { code[$0] }
        let checked = CheckedCode(
            source: place.source,
            line: place.line,
            input: input,
            inspection: ActivationCode.inspect(utf8: input),
            lineEnd: end.indices.map { end[$0] },
            reading: reading
        )
        if report != .summary { destination.add(checked) }
        guard !isFaultless else { return }
        switch checked.verdict {
        case .valid: tally.valid += 1
        case .warning: tally.warnings += 1
        case .invalid: tally.invalid += 1
        }
        let remaining = report == .corrections ? checked.remainingSeverity : checked.findings.worst
        if threshold.isReached(by: remaining) { status = max(status, .findings) }
    }
}

extension CheckedCode {
    /// The line to print in a corrected list: the corrected code, or the line as it is when there is nothing to correct.
    var correctedInput: [UInt8] {
        inspection.corrected.map { Array($0.text().utf8) } ?? input
    }

    /// The worst finding that is left after the correction.
    var remainingSeverity: Severity? {
        guard inspection.corrected != nil else { return findings.worst }
        return ActivationCode.inspect(utf8: correctedInput).findings(under: reading).worst
    }
}
