import Localization
import QRRendering
import SGP22
import SystemPackage

/// What a scan found as one JSON document, `esimctl.scan/1`, always in English.
struct ScanJSON {
    /// Whether texts that are no activation codes are printed in clear.
    var printsAll: Bool

    func write(_ scan: Scanning) throws(Failure) {
        let style = ReportStyle(strings: Language.english.strings, showsSecrets: true)
        let document = Document(
            results: scan.codes.map { Result($0, style, printsAll: printsAll) },
            summary: Summary(
                images: scan.pictures,
                unreadable: scan.unreadable,
                symbols: scan.codes.count,
                activationCodes: scan.codes.count { $0.content == .activationCode }
            )
        )
        var output = OutputBuffer(.standardOutput)
        output.write(JSONText.of(document))
        try output.flush()
    }
}

extension ScanJSON {
    private struct Document: Encodable {
        var schema = "esimctl.scan/1"
        var results: [Result]
        var summary: Summary
    }

    private struct Summary: Encodable {
        var images, unreadable, symbols, activationCodes: Int
    }

    private struct Point: Encodable {
        var x, y: Int
    }

    private struct Result: Encodable {
        var source: String
        var index: Int
        var content: String
        var text: String
        var position: [Point]
        @Nullable var code: JSONReport.Code?
        var findings: [JSONReport.Finding]
        @Nullable var fixed: String?
        @Nullable var suggestion: String?

        init(_ scanned: ScannedCode, _ style: ReportStyle, printsAll: Bool) {
            let inspection = scanned.inspection
            let isShown = printsAll || scanned.content == .activationCode
            source = scanned.picture.name
            index = scanned.index
            content = scanned.content.rawValue
            text = isShown ? scanned.symbol.text : inspection.redactedInput
            position = scanned.symbol.corners.map { Point(x: $0.x, y: $0.y) }
            code = inspection.code.map { JSONReport.Code($0, style) }
            // What is no activation code breaks no rule for activation codes.
            findings =
                scanned.content == .other ? [] : inspection.findings.map { JSONReport.Finding($0, style) }
            fixed = inspection.corrected.map(style.text)
            suggestion = isShown ? inspection.suggestion.map(style.text) : inspection.suggestion?.description
        }
    }
}
