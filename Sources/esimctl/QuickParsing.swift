import ArgumentParser

extension ParsableCommand {
    /// The command that arguments name, with its options, if they are all as they should be; `nil` otherwise, and when help is
    /// asked for.
    ///
    /// Only that command is described to the parser. Parsing from the root describes every command of the tree first, and the
    /// two that print completions, which takes a third of what it takes to draw a symbol. Whatever is not in order is left to the
    /// root, so that there is one place that says what is wrong.
    static func quicklyParsed(_ arguments: ArraySlice<String>) -> (any ParsableCommand)? {
        let subcommands = configuration.subcommands
        guard !subcommands.isEmpty else { return try? parse(Array(arguments)) }
        let next = subcommands.first { $0._commandName == arguments.first }
        return next?.quicklyParsed(arguments.dropFirst())
    }
}

extension CommandConfiguration {
    /// The same for a command that often runs for each of many codes: the parser does not look whether a script for completions
    /// is wanted of this command, which only the root makes.
    func withoutCompletions() -> CommandConfiguration {
        var configuration = self
        configuration._superCommandName = "esimctl"
        return configuration
    }
}
