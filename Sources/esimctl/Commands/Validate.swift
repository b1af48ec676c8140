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

            Folders, patterns such as 'lists/**/*.csv', pictures, and files named .csv, .tsv, .json, .yaml, .md, .html, \
            .svg or .eml are searched for what looks like a code; .gitignore is obeyed. Defaults come from .esimctl.yml; a comment \
            esimctl:ignore RULE lets a finding be (Docs/CI.md).

            Phones take some codes that depart from SGP.22; those get a warning. --strict makes it an error.

            Examples:
              esimctl validate 'LPA:1$rsp.example.com$04386-AGYFT'
              esimctl validate codes.txt --fail-on warning
              esimctl validate --fix codes.txt > corrected.txt
              shop export | esimctl validate - --format json
              esimctl validate . --format github --changed-since origin/main

            \(ExitStatus.table)
            """
    ).withoutCompletions()

    @Argument(
        help: ArgumentHelp("A code, a file, a folder, a pattern, or - for standard input.", valueName: "code|path"),
        completion: .file()
    )
    var inputs: [String] = []

    @Option(name: .long, help: "A file of codes, one per line; repeatable.", completion: .file())
    var file: [String] = []

    @Flag(name: .long, help: "Take a whole file, or standard input, as one code.")
    var single = false

    @Flag(name: .long, help: "Judge by the letter of SGP.22: warnings are errors.")
    var strict = false

    @Option(
        name: .long,
        help: "From which severity on to end with 1: error (which is the default), warning, note or never."
    )
    var failOn: FailureThreshold?

    @Flag(name: .long, help: "Print the list with every code corrected that can be; remarks go to standard error.")
    var fix = false

    @Option(name: .long, help: "How to print: text, json, sarif, github (annotations) or junit.")
    var format = ReportFormat.text

    @Flag(name: .long, help: "Print only how many codes got which verdict.")
    var summary = false

    @Flag(name: .long, help: "Search every file for what looks like a code, lists too.")
    var text = false

    @Option(
        name: .long,
        help: ArgumentHelp("Only files that differ from a revision that git knows.", valueName: "revision")
    )
    var changedSince: String?

    @Option(name: .long, help: "Pass over the findings that this file knows.", completion: .file())
    var baseline: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Write the findings into a file, to be passed over.", valueName: "file"),
        completion: .file()
    )
    var writeBaseline: String?

    @OptionGroup var secrets: SecretOption
    @OptionGroup var lang: LanguageOption

    func validate() throws {
        guard !(inputs.isEmpty && file.isEmpty && changedSince == nil) else {
            throw ValidationError("name a code, a file, or - for standard input")
        }
        guard !fix || (format == .text && !summary && !single) else {
            throw ValidationError("--fix prints a list of codes; it goes neither with --format, --summary nor --single")
        }
    }

    func run() throws {
        let defaults = try LintConfiguration.current()
        let threshold = failOn ?? defaults.threshold ?? .error
        var validation = Validation(
            reading: strict || defaults.isStrict == true ? .strict : .lenient,
            threshold: threshold,
            readsWholeFiles: single,
            report: fix ? .corrections : summary ? .summary : .everything
        )
        validation.ignored = defaults.ignored
        if let baseline { validation.baseline = try Baseline(reading: baseline) }
        if writeBaseline != nil { validation.draft = Baseline.Draft() }
        var inputs = LintInputs(excluding: defaults.exclusions, searchesLists: text)
        inputs.judgesLists = single || fix
        inputs.asksForTracking =
            !fix && !defaults.ignored.contains(.inClear) && (!summary || threshold == .note || writeBaseline != nil)
        inputs.revision = changedSince
        let sources = try inputs.sources(self.inputs, files: file)
        validation.trackedLists = inputs.trackedLists
        let style = ReportStyle(
            strings: lang.language.strings,
            showsSecrets: secrets.showSecrets,
            threshold: threshold
        )
        let status =
            switch format {
            case .text where fix: try validation.run(sources, FixedList(style))
            case .text: try validation.run(sources, TextReport(style, to: .standardOutput))
            case .json: try validation.run(sources, JSONReport(style))
            case .sarif: try validation.run(sources, SARIFReport())
            case .github: try validation.run(sources, GitHubReport(style))
            case .junit: try validation.run(sources, JUnitReport(style))
            }
        if let writeBaseline { try validation.draft?.write(to: writeBaseline) }
        let worst = max(status, inputs.status)
        if worst != .success { throw worst }
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
