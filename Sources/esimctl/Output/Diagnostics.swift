import Localization
import SystemPackage

/// Standard error: what is not a result.
enum Diagnostics {
    /// Prints one message, with the program's name in front.
    static func say(_ message: String) {
        write("esimctl: " + message.escapedForDisplay + "\n")
    }

    /// Prints what may help.
    static func hint(_ message: String) {
        write("hint: " + message.escapedForDisplay + "\n")
    }

    private static func write(_ text: String) {
        // There is no one left to tell when standard error is closed.
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
    }
}
