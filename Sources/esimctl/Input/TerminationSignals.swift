#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The signals by which a program that goes on and on is asked to end: SIGTERM, SIGINT, SIGHUP.
struct TerminationSignals {
    private var signals = sigset_t()

    /// Keeps them from ending the process. To be made before there are other threads, which inherit this.
    init() {
        unsafe sigemptyset(&signals)
        for signal in [SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&signals, signal) }
        _ = unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Waits for one of them.
    func wait() {
        var (signals, signal) = (signals, Int32(0))
        _ = unsafe sigwait(&signals, &signal)
    }
}
