/// What is to be said on standard error about one input, kept until its turn comes.
struct Messages: Sendable {
    private enum Kind {
        /// About this input: its place goes in front.
        case remark
        /// What may help.
        case hint
        /// True of many inputs alike: said once.
        case general
    }

    private var lines: [(kind: Kind, text: String)] = []

    var isEmpty: Bool { lines.isEmpty }

    /// Adds a message about this input.
    mutating func say(_ text: String) {
        lines.append((.remark, text))
    }

    /// Adds what may help.
    mutating func hint(_ text: String) {
        lines.append((.hint, text))
    }

    /// Adds a message that many inputs may have in common.
    mutating func sayOnce(_ text: String) {
        lines.append((.general, text))
    }

    /// Adds why the input gives nothing.
    mutating func say(_ failure: Failure) {
        say(failure.message)
        if let hint = failure.hint { self.hint(hint) }
    }

    /// Prints them, `place` in front of those about this input; general ones only if `said` does not have them yet.
    func print(place: String = "", said: inout Set<String>) {
        for line in lines {
            switch line.kind {
            case .remark: Diagnostics.say(place + line.text)
            case .hint: Diagnostics.hint(line.text)
            case .general: if said.insert(line.text).inserted { Diagnostics.say(line.text) }
            }
        }
    }

    /// Prints them, `place` in front of those about this input.
    func print(place: String = "") {
        var said: Set<String> = []
        print(place: place, said: &said)
    }
}
