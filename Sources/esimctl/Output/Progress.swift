import Synchronization
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How far long work has come, on the last line of standard error when that is a terminal and the work takes over a second.
final class Progress: Sendable {
    private struct State {
        var done = 0
        var next: ContinuousClock.Instant
        var isShown = false
    }

    private let total: Int
    private let isTerminal: Bool
    private let state: Mutex<State>

    /// Work of `total` pieces that begins now.
    init(total: Int) {
        self.total = total
        isTerminal = isatty(STDERR_FILENO) == 1 && !["", "dumb"].contains(Environment["TERM"] ?? "")
        state = Mutex(State(next: .now + .seconds(1)))
    }

    deinit { clear() }

    /// One piece more is done.
    func advance() {
        guard isTerminal else { return }
        state.withLock { state in
            state.done += 1
            guard ContinuousClock.now >= state.next else { return }
            state.next = .now + .milliseconds(100)
            state.isShown = true
            Self.write("\r" + Self.line(state.done, of: total) + "\u{1B}[K")
        }
    }

    /// Takes the line away, before a message is printed and at the end.
    func clear() {
        guard isTerminal else { return }
        state.withLock { state in
            guard state.isShown else { return }
            state.isShown = false
            Self.write("\r\u{1B}[K")
        }
    }

    /// A bar of 30 characters, the share of a hundred, the numbers.
    static func line(_ done: Int, of total: Int) -> String {
        let width = 30
        let filled = total > 0 ? width * done / total : width
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
        return "[\(bar)] \(total > 0 ? 100 * done / total : 100) %  \(done) of \(total)"
    }

    private static func write(_ text: String) {
        // There is no one left to tell when standard error is closed.
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
    }
}
