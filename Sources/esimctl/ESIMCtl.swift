import ArgumentParser
import SystemPackage

/// The command line: takes the arguments apart, runs one command, and turns whatever it throws into a message and a status.
///
/// It is synchronous on purpose: an asynchronous `main` starts threads that none of these commands needs.
@main
struct ESIMCtl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "esimctl",
        abstract: "Works with eSIM activation codes (GSMA SGP.22).",
        discussion: ExitStatus.table,
        version: "0.1.0",
        subcommands: [
            QR.self, Validate.self, Explain.self, Scan.self, VoucherCommand.self, Verify.self, CA.self,
            PlanCommand.self, AccountCommand.self, Inventory.self, Provision.self, SubscriptionCommand.self,
            Renew.self, Ops.self, StoreCommand.self, LabCommand.self, Simulate.self, RulePages.self,
        ]
    )

    static func main() {
        refuseArgumentsThatAreNotUTF8()
        do {
            var command = try quicklyParsed(CommandLine.arguments.dropFirst()) ?? parseAsRoot()
            try command.run()
        } catch let status as ExitStatus {
            status.exit()
        } catch let failure as Failure {
            failure.say()
            failure.status.exit()
        } catch {
            report(error)
        }
    }

    /// Ends as the argument parser wants it: help and version on standard output, wrong use on standard error.
    private static func report(_ error: any Error) -> Never {
        guard exitCode(for: error) != .success else {
            var output = OutputBuffer(.standardOutput)
            output.write(fullMessage(for: error) + "\n")
            do {
                try output.flush()
            } catch {
                error.say()
                error.status.exit()
            }
            ExitStatus.success.exit()
        }
        let message = Self.hidingSecrets(message(for: error)).split(separator: "\n").joined(separator: "; ")
        Failure(message.prefix(1).lowercased() + message.dropFirst(), hint: usageHint, status: .usage).say()
        ExitStatus.usage.exit()
    }

    private static var usageHint: String {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first?.contains("$") == true { return "say what to do with the code: esimctl qr 'LPA:1$…'" }
        if arguments.contains(where: { $0.hasPrefix("-") && $0.contains("$") }) {
            return "a code that begins with a hyphen goes behind --"
        }
        if arguments.contains(where: { $0.hasPrefix("-") && $0.dropFirst().first?.isWholeNumber == true }) {
            return "a number is 0 or more; what begins with a hyphen is taken for an option"
        }
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let command = arguments.first(where: names.contains) else { return "esimctl --help lists the commands" }
        return "esimctl \(command) --help lists its options"
    }

    /// The parser quotes arguments, and values after `=`, that it does not take; one of them may be a secret in the wrong place.
    private static func hidingSecrets(_ message: String) -> String {
        let quoted = CommandLine.arguments.dropFirst().flatMap { argument -> [Substring] in
            let parts = argument.split(separator: "=", maxSplits: 1)
            return argument.hasPrefix("-") ? Array(parts.dropFirst()) + parts.prefix(1) : [argument[...]]
        }
        return quoted.reduce(message) { $0.replacing("'\($1)", with: "'\(String($1).redactedUnlessWord)") }
    }

    /// An argument that is not UTF-8 would be changed on its way into a `String`: a file that was not named could be written.
    private static func refuseArgumentsThatAreNotUTF8() {
        for (number, argument) in CommandLine.arguments.enumerated()
        where argument.unicodeScalars.contains("\u{FFFD}") {
            let bytes = unsafe CommandLine.unsafeArgv[number]
            guard let bytes = unsafe bytes, unsafe String(validatingCString: bytes) == nil else { continue }
            Failure(
                "argument \(number) is not UTF-8",
                hint: "give codes through a file or standard input",
                status: .usage
            ).say()
            ExitStatus.usage.exit()
        }
    }
}
