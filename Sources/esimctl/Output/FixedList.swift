import Localization
import SystemPackage

/// The list of codes with every correctable one corrected; comments, blank lines and the rest stay as they are.
///
/// What was corrected and what could not be is said on standard error.
struct FixedList: ValidationReport {
    private var list = OutputBuffer(.standardOutput)
    private var remarks: TextReport

    init(_ style: ReportStyle) {
        remarks = TextReport(style, to: .standardError)
    }

    let wantsFaultlessCodes = true

    mutating func add(_ code: CheckedCode) {
        list.write(code.correctedInput + [0x0A])
        remarks.add(code)
    }

    mutating func pass(_ line: Span<UInt8>) {
        list.write(line.indices.map { line[$0] } + [0x0A])
    }

    mutating func finish(_ tally: Strings.Tally) throws {
        try list.flush()
        try remarks.finish(tally)
    }
}
