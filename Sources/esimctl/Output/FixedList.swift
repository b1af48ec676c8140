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

    let wantsFaultlessCodes = false

    mutating func add(_ code: CheckedCode) {
        list.write(code.correctedInput + code.lineEnd)
        remarks.add(code)
    }

    mutating func pass(_ line: Span<UInt8>) {
        list.write(line)
    }

    mutating func finish(_ tally: Strings.Tally) throws {
        try list.flush()
        try remarks.finish(tally)
    }
}
