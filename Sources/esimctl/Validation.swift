import Localization
import SGP22

/// Something that prints what a validation finds, as it finds it.
protocol ValidationReport {
    /// Whether it wants codes without findings too.
    var wantsFaultlessCodes: Bool { get }
    /// Takes one code.
    mutating func add(_ code: CheckedCode)
    /// Takes a line that is no code.
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
        let readability = try sources.forEachCode(asOne: readsWholeFiles) { code, place in
            check(code, place.line, of: place.source, &destination)
        } pass: { line in
            destination.pass(line)
        }
        try destination.finish(tally)
        return max(status, readability)
    }

    private mutating func check(
        _ code: Span<UInt8>,
        _ line: Int,
        of source: CodeSource,
        _ destination: inout some ValidationReport
    ) {
        tally.checked += 1
        let isFaultless = ActivationCode.isFaultless(code)
        if isFaultless { tally.valid += 1 }
        guard !isFaultless || (report != .summary && destination.wantsFaultlessCodes) else { return }
        let input = code.indices.map { code[$0] }
        let checked = CheckedCode(input, in: source, at: TextPlace(line: line, column: 1), reading: reading)
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
