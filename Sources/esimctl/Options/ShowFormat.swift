import ArgumentParser
import SystemPackage

/// How commands on plan records print.
enum ShowFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}

struct FormatOption: ParsableArguments {
    @Option(name: .long, help: "How to print: text or json.")
    var format = ShowFormat.text

    /// Prints what it is, as text or as one JSON document.
    func write(text: @autoclosure () -> String, json: @autoclosure () -> some Encodable) throws(Failure) {
        var output = OutputBuffer(.standardOutput)
        switch format {
        case .text: output.write(text())
        case .json: output.write(JSONText.of(json()))
        }
        try output.flush()
    }
}
