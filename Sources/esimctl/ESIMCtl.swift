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
        subcommands: [QR.self, Validate.self, Explain.self, RulePages.self]
    )

    static func main() {
        do {
            var command = try parseAsRoot()
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
            try? output.flush()
            ExitStatus.success.exit()
        }
        let message = Self.hidingSecrets(message(for: error))
        let isCode = CommandLine.arguments.dropFirst().first?.contains("$") ?? false
        Failure(
            message.prefix(1).lowercased() + message.dropFirst(),
            hint: isCode
                ? "say what to do with the code: esimctl qr 'LPA:1$…'"
                : "esimctl --help lists the commands and options",
            status: .usage
        ).say()
        ExitStatus.usage.exit()
    }

    /// The parser quotes arguments that it does not understand; a misplaced code must not show its matching ID.
    private static func hidingSecrets(_ message: String) -> String {
        CommandLine.arguments.dropFirst().reduce(message) { message, argument in
            message.replacing(argument, with: argument.redactedIfCode)
        }
    }
}
