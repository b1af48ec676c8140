import Localization
import SystemPackage

/// JUnit's XML: suites of cases, of which each is passed or has one failure, and may have said something.
struct JUnitLog {
    private var output = OutputBuffer(.standardOutput)
    private var suite: Suite?

    /// The cases of one suite, kept until it ends: their number stands in front of them.
    private struct Suite {
        var name: String
        var tests = 0
        var failures = 0
        var errors = 0
        var cases = ""
    }

    /// Begins a document; `name` says what made it.
    init(name: String) {
        output.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"\(name.escapedForXML)\">\n")
    }

    /// One case. Readers of the format take one failure at most.
    struct Case {
        /// The suite that it is in; cases of one suite follow each other.
        var suite: String
        var name: String
        var outcome = Outcome.passed
        /// What there is to say besides.
        var output: String?

        enum Outcome {
            case passed
            case failed(type: String, message: String, text: String)
            /// It could not be carried out.
            case error(message: String)
        }
    }

    mutating func add(_ testCase: Case) {
        if suite?.name != testCase.suite {
            endSuite()
            suite = Suite(name: testCase.suite)
        }
        var body = ""
        switch testCase.outcome {
        case .passed: break
        case .failed(let type, let message, let text):
            suite?.failures += 1
            body += "<failure type=\"\(type)\" message=\"\(message.escapedForXML)\">\(text.escapedForXML)</failure>\n"
        case .error(let message):
            suite?.errors += 1
            body += "<error message=\"\(message.escapedForXML)\"/>\n"
        }
        if let output = testCase.output { body += "<system-out>\(output.escapedForXML)</system-out>\n" }
        let head = "<testcase classname=\"\(testCase.suite.escapedForXML)\" name=\"\(testCase.name.escapedForXML)\""
        suite?.tests += 1
        suite?.cases += body.isEmpty ? "\(head)/>\n" : "\(head)>\n\(body)</testcase>\n"
    }

    mutating func finish() throws(Failure) {
        endSuite()
        output.write("</testsuites>\n")
        try output.flush()
    }

    private mutating func endSuite() {
        guard let suite else { return }
        let name = suite.name.escapedForXML
        output.write("<testsuite name=\"\(name)\" tests=\"\(suite.tests)\" failures=\"\(suite.failures)\"")
        output.write(" errors=\"\(suite.errors)\" skipped=\"0\">\n\(suite.cases)</testsuite>\n")
        self.suite = nil
    }
}

extension String {
    /// Nothing that XML 1.0 forbids or reads as markup; line ends stay.
    fileprivate var escapedForXML: String {
        var escaped = ""
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            if line.startIndex != startIndex { escaped += "\n" }
            for character in String(line).escapedForDisplay.unicodeScalars {
                switch character {
                case "&": escaped += "&amp;"
                case "<": escaped += "&lt;"
                case ">": escaped += "&gt;"
                case "\"": escaped += "&quot;"
                default: escaped.unicodeScalars.append(character)
                }
            }
        }
        return escaped
    }
}
