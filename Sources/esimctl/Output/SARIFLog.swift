import DocumentScanning
import ArgumentParser
import Localization
import SGP22

/// A SARIF 2.1.0 log with one run, for code scanning; written as it grows, in English, and never with a secret.
struct SARIFLog {
    private var output = JSONOutput()
    private let rules: [Rule]
    private let numbers: [String: Int]
    private var isFirst = true

    /// Begins a log of findings that the rules have made.
    init(rules: [Rule]) {
        self.rules = rules
        numbers = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($0.element.id, $0.offset) })
    }

    /// What is said about a rule.
    struct Rule {
        var id: String
        /// What is wrong, as a heading: no full stop.
        var title: String
        var text: String
        /// The page about it, in Markdown.
        var page: String
        /// Where the page is read.
        var address: String
        var severity: Severity
    }

    /// One finding.
    struct Result {
        var rule: String
        var severity: Severity
        var message: String
        var location: Location
        /// By what a later run knows it again.
        var fingerprint: String
    }

    mutating func add(_ result: Result) {
        if isFirst { writeHead() }
        output.write(isFirst ? "\n" : ",\n")
        isFirst = false
        output.write(
            ResultObject(
                ruleId: result.rule,
                ruleIndex: numbers[result.rule] ?? -1,
                level: result.severity.rawValue,
                message: Message(text: result.message.escapedForDisplay),
                locations: [result.location],
                partialFingerprints: ["esimctl/v1": result.fingerprint]
            )
        )
    }

    mutating func finish() throws(Failure) {
        if isFirst { writeHead() }
        output.write("\n],\n\"columnKind\":\"unicodeCodePoints\"}]}\n")
        try output.flush()
    }

    private mutating func writeHead() {
        output.write("{\"version\":\"2.1.0\",\n\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\n")
        output.write("\"runs\":[{\"tool\":{\"driver\":")
        output.write(
            Driver(
                version: ESIMCtl.configuration.version,
                informationUri: RuleGuide.projectAddress,
                rules: rules.map(RuleObject.init)
            )
        )
        output.write("},\n\"results\":[")
    }
}

extension SARIFLog {
    /// A place in a file; for what is in none, only a name.
    struct Location: Encodable {
        private var physicalLocation: PhysicalLocation?
        private var logicalLocations: [LogicalLocation]?

        /// Something that is in no file.
        init(name: String, kind: String) {
            logicalLocations = [LogicalLocation(fullyQualifiedName: name, kind: kind)]
        }

        /// A place in a file and, where the file has an inner structure, the way to it.
        init(path: String, from start: TextPlace, to end: TextPlace, member: String? = nil) {
            physicalLocation = PhysicalLocation(
                artifactLocation: ArtifactLocation(path: path),
                region: Region(
                    startLine: start.line,
                    startColumn: start.column,
                    endLine: end.line,
                    endColumn: end.column
                )
            )
            logicalLocations = member.map { [LogicalLocation(fullyQualifiedName: $0, kind: "member")] }
        }
    }

    private struct Driver: Encodable {
        var name = "esimctl"
        var version, informationUri: String
        var rules: [RuleObject]
    }

    private struct RuleObject: Encodable {
        var id, name: String
        var shortDescription, fullDescription: Message
        var help: Help
        var helpUri: String
        var defaultConfiguration: Configuration

        init(_ rule: Rule) {
            id = rule.id
            name = rule.id
            shortDescription = Message(text: rule.title + ".")
            fullDescription = Message(text: rule.text)
            help = Help(text: rule.text, markdown: rule.page)
            helpUri = rule.address
            defaultConfiguration = Configuration(level: rule.severity.rawValue)
        }
    }

    private struct Message: Encodable { var text: String }
    private struct Help: Encodable { var text, markdown: String }
    private struct Configuration: Encodable { var level: String }

    private struct ResultObject: Encodable {
        var ruleId: String
        var ruleIndex: Int
        var level: String
        var message: Message
        var locations: [Location]
        var partialFingerprints: [String: String]
    }

    private struct LogicalLocation: Encodable { var fullyQualifiedName, kind: String }

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

extension SARIFLog.Rule {
    init(_ document: some RuleDocument) {
        self.init(
            id: document.id,
            title: document.title,
            text: document.text,
            page: document.page,
            address: document.address,
            severity: document.severity
        )
    }
}
