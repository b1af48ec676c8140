import DocumentScanning
import Localization
import QRRendering
import SGP22

/// One code and what was found in it.
struct CheckedCode: Sendable {
    /// Where it came from.
    var source: CodeSource
    /// Where in it the code begins; the line is its number among the arguments.
    var start: TextPlace
    /// The way to it inside a structured file, such as `$.orders[3].code` or the name of a column.
    var path: String?
    /// Where in a picture it is; a picture has no lines, so `start` is its beginning.
    var symbol: SymbolPlace?
    /// The input as it was given; in a document, as it reads once its escapes are decoded.
    var input: [UInt8]
    /// Where each byte of `input`, and last its end, stands in the source, where that cannot be counted from the start.
    var places: [TextPlace]?
    /// What there is to say about the code itself.
    var inspection: ActivationCode.Inspection
    /// The reading that decides.
    var reading: ActivationCode.Reading
    /// What is reported, weighed by `reading`.
    var findings: [ActivationCode.Finding]
    /// What ends its line, in a list.
    var lineEnd: [UInt8] = [0x0A]
    /// The rules that are not reported here.
    var ignored: Set<ActivationCode.Rule> = []

    /// Judges `input`.
    init(_ input: [UInt8], in source: CodeSource, at start: TextPlace, reading: ActivationCode.Reading) {
        self.source = source
        self.start = start
        self.input = input
        self.reading = reading
        inspection = ActivationCode.inspect(utf8: input)
        findings = inspection.findings(under: reading)
    }

    var line: Int { start.line }

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

    /// Where the byte `offset` of the input stands.
    func place(of offset: Int) -> TextPlace {
        if let places { return places[min(offset, places.count - 1)] }
        let characters = input[..<offset].count { $0 & 0xC0 != 0x80 }
        return TextPlace(line: start.line, column: start.column + characters)
    }

    /// Adds a finding about the whole code that comes from where it stands.
    mutating func add(_ problem: ActivationCode.Problem) {
        guard !ignored.contains(problem.rule) else { return }
        let finding = ActivationCode.Finding(problem, offset: 0, length: input.count)
        findings += reading == .strict ? [finding].strict : [finding]
    }
}

/// Where a symbol is in a picture.
struct SymbolPlace: Hashable, Sendable {
    /// Which one it is, from 1, in reading order.
    var index: Int
    /// Its top left corner as it is read, in pixels from the picture's.
    var x, y: Int

    init(index: Int, corner: ScannedSymbol.Point?) {
        (self.index, x, y) = (index, corner?.x ?? 0, corner?.y ?? 0)
    }
}

extension CheckedCode {
    /// What is the matter, with the place in a picture in front of it.
    func sentence(_ problem: ActivationCode.Problem, _ strings: Strings) -> String {
        let place = symbol.map { strings.symbolPlace($0.index, $0.x, $0.y) + ": " } ?? ""
        return place + strings.problem(problem)
    }

    /// The way to it inside the document, for machines.
    var innerPath: String? {
        path ?? symbol.map { Language.english.strings.symbolPlace($0.index, $0.x, $0.y) }
    }

    /// The line to print in a corrected list: the corrected code, or the line as it is when there is nothing to correct.
    var correctedInput: [UInt8] {
        inspection.corrected.map { Array($0.secretText().utf8) } ?? input
    }

    /// The worst finding that is left after the correction.
    var remainingSeverity: Severity? {
        guard inspection.corrected != nil else { return findings.worst }
        return ActivationCode.inspect(utf8: correctedInput).findings(under: reading).worst
    }
}
