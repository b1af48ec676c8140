#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How a command ends; the same numbers for every command, in the order in which the worst wins.
enum ExitStatus: Int32, Error, Comparable, CaseIterable {
    case success = 0
    case findings = 1
    case notDone = 2
    case usage = 64
    case unusableInput = 65
    case noInput = 66
    case unavailable = 69
    case cannotCreate = 73
    case configuration = 78

    static func < (one: ExitStatus, other: ExitStatus) -> Bool { one.rawValue < other.rawValue }

    private var meaning: String {
        switch self {
        case .success: "yes, or done"
        case .findings: "checked and found wanting"
        case .notDone: "could not check or do it"
        case .usage: "wrong use of the command line"
        case .unusableInput: "the input cannot be used"
        case .noInput: "an input file is not there or cannot be read"
        case .unavailable: "this machine lacks something"
        case .cannotCreate: "the output cannot be created"
        case .configuration: "wrong configuration"
        }
    }

    /// The table that every help text ends with.
    static let table: String = {
        let rows = allCases.map { status in
            let number = "\(status.rawValue)"
            return "  " + number + String(repeating: " ", count: 4 - number.count) + status.meaning
        }
        return "Exit status, the highest of several inputs:\n" + rows.joined(separator: "\n")
    }()

    /// Ends the process.
    func exit() -> Never {
        #if canImport(Glibc)
            Glibc.exit(rawValue)
        #else
            Darwin.exit(rawValue)
        #endif
    }
}
