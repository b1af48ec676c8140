import ArgumentParser
import Localization
import SGP22
import SystemPackage

/// `esimctl explain`: one code in words.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what an activation code means, field by field, and what will be asked at download.",
        discussion: """
            Examples:
              esimctl explain 'LPA:1$rsp.example.com$04386-AGYFT$$1'
              esimctl explain --lang es - < code.txt

            \(ExitStatus.table)
            """
    ).withoutCompletions()

    @Argument(help: "An activation code, or - for standard input.")
    var codes: [String] = []

    @OptionGroup var secrets: SecretOption
    @OptionGroup var lang: LanguageOption

    func validate() throws {
        guard !codes.isEmpty else {
            throw ValidationError("name a code, or - for standard input")
        }
    }

    func run() throws {
        let page = ExplanationPage(language: lang.language, showsSecrets: secrets.showSecrets)
        var output = OutputBuffer(.standardOutput)
        var isFirst = true
        var isRefused = false
        let status = try CodeSource.sources(of: codes).forEachCode { code, _, _ in
            let input = code.indices.map { code[$0] }
            let inspection = ActivationCode.inspect(utf8: input)
            output.write((isFirst ? "" : "\n") + page.text(inspection, input))
            isFirst = false
            if inspection.code == nil { isRefused = true }
        }
        try output.flush()
        let worst = max(status, isRefused ? .findings : .success)
        if worst != .success { throw worst }
    }
}
