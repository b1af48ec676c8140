#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What is known of the terminal that standard output is connected to.
enum Terminal {
    /// Whether standard output is a terminal.
    static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether standard output is a terminal that takes colours, and no one has asked for none (no-color.org).
    static var takesColor: Bool {
        isOutput && (Environment["NO_COLOR"] ?? "").isEmpty && !["", "dumb"].contains(Environment["TERM"] ?? "")
    }

    /// How many characters fit into a line; `nil` when it is not known.
    static var columns: Int? {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}

/// The process's environment.
enum Environment {
    /// The variable `name`, when it is set.
    static subscript(name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
