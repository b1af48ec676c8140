import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A wish from outside to end (Ctrl-C and its kind), to which work of many pieces listens between two of them.
enum Interruption {
    /// The signal that came; 0 as long as there is none.
    private static let signal = Atomic<Int32>(0)

    /// From now on signals wait until the piece of work at hand is finished; the second of a kind ends at once.
    static func watch() {
        // The handler finds the variable made: to make it, it would have to wait.
        signal.store(0, ordering: .relaxed)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var action = sigaction()
            #if canImport(Glibc)
                unsafe action.__sigaction_handler.sa_handler = { Interruption.signal.store($0, ordering: .relaxed) }
            #else
                unsafe action.__sigaction_u.__sa_handler = { Interruption.signal.store($0, ordering: .relaxed) }
            #endif
            action.sa_flags = CInt(bitPattern: UInt32(SA_RESETHAND)) | CInt(SA_RESTART)
            var before = sigaction()
            unsafe sigaction(number, &action, &before)
            #if canImport(Glibc)
                let wasIgnored = unsafe unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self) == 1
            #else
                let wasIgnored = unsafe unsafeBitCast(before.__sigaction_u.__sa_handler, to: Int.self) == 1
            #endif
            // Whoever started us wants us to go on (nohup, a shell's background).
            if wasIgnored { unsafe sigaction(number, &before, nil) }
        }
    }

    /// Whether a signal has come.
    static var isRequested: Bool { signal.load(ordering: .relaxed) != 0 }

    /// Ends the process by the signal that came, if one has, as it would have ended without `watch`.
    static func endIfRequested() {
        let number = signal.load(ordering: .relaxed)
        guard number != 0 else { return }
        var action = sigaction()
        #if canImport(Glibc)
            unsafe action.__sigaction_handler.sa_handler = SIG_DFL
        #else
            unsafe action.__sigaction_u.__sa_handler = SIG_DFL
        #endif
        unsafe sigaction(number, &action, nil)
        raise(number)
    }
}
