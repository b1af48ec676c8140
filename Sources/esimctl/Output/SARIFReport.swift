import DocumentScanning
import ArgumentParser
import Localization
import SGP22

/// A SARIF 2.1.0 log with one run, for code scanning; in English, and never with a secret.
struct SARIFReport: ValidationReport {
    private let strings = Language.english.strings
    private var output = JSONOutput()
    private var fingerprints = Fingerprints()
    private var isFirst = true
    private let rules = ActivationCode.Rule.allCases

    let wantsFaultlessCodes = false

    mutating func add(_ code: CheckedCode) {
        for finding in code.findings {
            begin()
            output.write(result(finding, code))
        }
    }

    mutating func pass(_ line: Span<UInt8>) {}

    mutating func finish(_ tally: Strings.Tally) throws {
        if isFirst { writeHead() }
        output.write("\n],\n\"columnKind\":\"unicodeCodePoints\"}]}\n")
        try output.flush()
    }

    private mutating func begin() {
        if isFirst { writeHead() }
        output.write(isFirst ? "\n" : ",\n")
        isFirst = false
    }

    private mutating func writeHead() {
        output.write("{\"version\":\"2.1.0\",\n\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\n")
        output.write("\"runs\":[{\"tool\":{\"driver\":")
        let driver = Driver(
            version: ESIMCtl.configuration.version,
            informationUri: RuleGuide.projectAddress,
            rules: rules.map { RuleDescriptor(RuleGuide($0)) }
        )
        output.write(driver)
        output.write("},\n\"results\":[")
    }

    private mutating func result(_ finding: ActivationCode.Finding, _ code: CheckedCode) -> Result {
        let problem = code.sentence(finding.problem, strings)
        let advice = strings.advice(finding.problem).map { " (\(strings.fixLabel): \($0))" } ?? ""
        return Result(
            ruleId: finding.rule.rawValue,
            ruleIndex: rules.firstIndex(of: finding.rule) ?? -1,
            level: finding.severity.rawValue,
            message: Message(text: (problem + advice).escapedForDisplay),
            locations: [Location(finding, code)],
            partialFingerprints: ["esimctl/v1": fingerprints.next(for: finding, of: code)]
        )
    }
}

extension SARIFReport {
    private struct Driver: Encodable {
        var name = "esimctl"
        var version, informationUri: String
        var rules: [RuleDescriptor]
    }

    private struct RuleDescriptor: Encodable {
        var id, name: String
        var shortDescription, fullDescription: Message
        var help: Help
        var helpUri: String
        var defaultConfiguration: Configuration

        init(_ guide: RuleGuide) {
            id = guide.rule.rawValue
            name = guide.rule.rawValue
            shortDescription = Message(text: guide.title + ".")
            fullDescription = Message(text: guide.text)
            help = Help(text: guide.text, markdown: guide.page)
            helpUri = guide.address
            defaultConfiguration = Configuration(level: guide.severity.rawValue)
        }
    }

    private struct Message: Encodable { var text: String }
    private struct Help: Encodable { var text, markdown: String }
    private struct Configuration: Encodable { var level: String }

    private struct Result: Encodable {
        var ruleId: String
        var ruleIndex: Int
        var level: String
        var message: Message
        var locations: [Location]
        var partialFingerprints: [String: String]
    }

    /// A place in a file; for what is in none, only a name.
    private struct Location: Encodable {
        var physicalLocation: PhysicalLocation?
        var logicalLocations: [LogicalLocation]?

        init(_ finding: ActivationCode.Finding, _ code: CheckedCode) {
            if let path = code.source.filePath {
                let start = code.place(of: finding.offset)
                let end = code.place(of: finding.offset + finding.length)
                physicalLocation = PhysicalLocation(
                    artifactLocation: ArtifactLocation(path: path),
                    region: Region(
                        startLine: start.line,
                        startColumn: start.column,
                        endLine: end.line,
                        endColumn: end.column
                    )
                )
                logicalLocations = code.innerPath.map {
                    [LogicalLocation(fullyQualifiedName: $0, kind: code.path == nil ? nil : "member")]
                }
            } else {
                let name = "\(code.source.displayName):\(code.line)"
                logicalLocations = [LogicalLocation(fullyQualifiedName: name, kind: "parameter")]
            }
        }
    }

    private struct LogicalLocation: Encodable {
        var fullyQualifiedName: String
        var kind: String?
    }

    private struct PhysicalLocation: Encodable {
        var artifactLocation: ArtifactLocation
        var region: Region
    }

    private struct ArtifactLocation: Encodable {
        var uri: String
        var uriBaseId: String?

        /// Relative paths are understood from the root of the checkout.
        init(path: String) {
            uri = path.percentEncodedPath
            if path.hasPrefix("/") { uri = "file://" + uri } else { uriBaseId = "%SRCROOT%" }
        }
    }

    private struct Region: Encodable { var startLine, startColumn, endLine, endColumn: Int }
}

extension String {
    /// The text as the path of a URI (RFC 3986 3.3).
    fileprivate var percentEncodedPath: String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                encoded.append(byte)
            case _ where "/-._~".utf8.contains(byte): encoded.append(byte)
            default: encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
