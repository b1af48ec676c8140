import SystemPackage

/// Why a command cannot go on, in words for standard error: lower case, no full stop, no secret.
struct Failure: Error {
    var message: String
    var hint: String?
    var status: ExitStatus

    init(_ message: String, hint: String? = nil, status: ExitStatus) {
        self.message = message
        self.hint = hint
        self.status = status
    }

    /// A file that cannot be opened or read.
    init(reading path: String, _ error: Errno) {
        let path = path.redactedIfCode
        switch error {
        case .noSuchFileOrDirectory, .notDirectory:
            self.init("\(path): no such file", status: .noInput)
        case .isDirectory:
            self.init("\(path): is a folder", hint: "name the files in it", status: .unusableInput)
        case .permissionDenied:
            self.init("\(path): may not be read", status: .noInput)
        default:
            self.init("\(path): cannot be read (\(error))", status: .notDone)
        }
    }

    /// A file that cannot be written.
    init(writing path: String, _ error: Errno) {
        self.init("\(path.redactedIfCode): cannot be written (\(error))", status: .cannotCreate)
    }

    /// Prints the message and the hint.
    func say() {
        Diagnostics.say(message)
        if let hint { Diagnostics.hint(hint) }
    }
}
