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
    private let output: FileDescriptor
    private let isShown: Bool
    private let state: Mutex<State>

    /// Work of `total` pieces that begins now, and is worth a word when it is not done after `patience`.
    init(
        total: Int,
        output: FileDescriptor = .standardError,
        isShown: Bool = isatty(STDERR_FILENO) == 1 && !["", "dumb"].contains(Environment["TERM"] ?? ""),
        patience: Duration = .seconds(1)
    ) {
        self.total = total
        self.output = output
        self.isShown = isShown
        state = Mutex(State(next: .now + patience))
    }

    deinit { clear() }

    /// One piece more is done.
    func advance() {
        guard isShown else { return }
        state.withLock { state in
            state.done += 1
            guard ContinuousClock.now >= state.next else { return }
            state.next = .now + .milliseconds(100)
            state.isShown = true
            write("\r" + Self.line(state.done, of: total) + "\u{1B}[K")
        }
    }

    /// Takes the line away, before a message is printed and at the end.
    func clear() {
        guard isShown else { return }
        state.withLock { state in
            guard state.isShown else { return }
            state.isShown = false
            write("\r\u{1B}[K")
        }
    }

    /// A bar of 30 characters, the share of a hundred, the numbers.
    static func line(_ done: Int, of total: Int) -> String {
        let width = 30
        let filled = total > 0 ? width * done / total : width
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
        return "[\(bar)] \(total > 0 ? 100 * done / total : 100) %  \(done) of \(total)"
    }

    private func write(_ text: String) {
        // There is no one left to tell when standard error is closed.
        _ = try? output.writeAll(text.utf8)
    }
}
