import ArgumentParser
import Localization
import SGP22
import SystemPackage

/// `esimctl validate`: judges codes and says what to do about each fault.
struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check activation codes, from the command line, files or standard input.",
        discussion: """
            An argument that is an existing path is read as a file, one code per line; blank lines and those that begin \
            with # are passed over. Any other argument is a code, and so is everything behind --. Put codes between \
            single quotes, or the shell takes each $… for a variable.

            Phones take some codes that depart from SGP.22; those get a warning. --strict makes it an error.

            Examples:
              esimctl validate 'LPA:1$rsp.example.com$04386-AGYFT'
              esimctl validate codes.txt --fail-on warning
              esimctl validate --fix codes.txt > corrected.txt
              shop export | esimctl validate - --format json

            \(ExitStatus.table)
            """
    )

    @Argument(help: ArgumentHelp("A code, a file of codes, or - for standard input.", valueName: "code|file"))
    var inputs: [String] = []

    @Option(name: .long, help: "A file of codes, one per line; repeatable.")
    var file: [String] = []

    @Flag(name: .long, help: "Take a whole file, or standard input, as one code.")
    var single = false

    @Flag(name: .long, help: "Judge by the letter of SGP.22: warnings are errors.")
    var strict = false

    @Option(name: .long, help: "From which severity on to end with 1: error, warning, note or never.")
    var failOn = FailureThreshold.error

    @Flag(name: .long, help: "Print the list with every code corrected that can be; remarks go to standard error.")
    var fix = false

    @Option(name: .long, help: "How to print: text, json, sarif, github (annotations) or junit.")
    var format = ReportFormat.text

    @Flag(name: .long, help: "Print only how many codes got which verdict.")
    var summary = false

    @OptionGroup var secrets: SecretOption
    @OptionGroup var lang: LanguageOption

    func validate() throws {
        guard !(inputs.isEmpty && file.isEmpty) else {
            throw ValidationError("name a code, a file, or - for standard input")
        }
        guard !fix || (format == .text && !summary && !single) else {
            throw ValidationError("--fix prints a list of codes; it goes neither with --format, --summary nor --single")
        }
    }

    func run() throws {
        var validation = Validation(
            reading: strict ? .strict : .lenient,
            threshold: failOn,
            readsWholeFiles: single,
            report: fix ? .corrections : summary ? .summary : .everything
        )
        let style = ReportStyle(strings: lang.language.strings, showsSecrets: secrets.showSecrets, threshold: failOn)
        let status =
            switch format {
            case .text where fix: try validation.run(sources, FixedList(style))
            case .text: try validation.run(sources, TextReport(style, to: .standardOutput))
            case .json: try validation.run(sources, JSONReport(style))
            case .sarif: try validation.run(sources, SARIFReport())
            case .github: try validation.run(sources, GitHubReport(style))
            case .junit: try validation.run(sources, JUnitReport(style))
            }
        if status != .success { throw status }
    }

    private var sources: [CodeSource] {
        CodeSource.sources(of: inputs, takingPaths: true) + file.map(CodeSource.init(path:))
    }
}

/// From which severity on a command ends with status 1.
enum FailureThreshold: String, CaseIterable, ExpressibleByArgument {
    case error, warning, note, never

    func isReached(by severity: Severity?) -> Bool {
        guard let severity, let least = Severity(rawValue: rawValue) else { return false }
        return severity >= least
    }
}

/// How a command prints what it found.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, sarif, github, junit
}
