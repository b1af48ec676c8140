internal import CCurl  // or pthread_attr_t cannot be made: its header is first seen there

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension HTTPClient {
    /// Runs `body` on a thread of its own, or on this one if the system gives none. Dispatch would do with about a thread for
    /// each core, and let exchanges wait that have but to wait.
    static func onThread(_ body: @escaping @Sendable () -> Void) {
        let argument = unsafe Unmanaged.passRetained(ThreadBody(run: body))
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
        #if canImport(Glibc)
            var thread = pthread_t()
        #else
            var thread: pthread_t?
        #endif
        guard unsafe pthread_create(&thread, &attributes, runThread, argument.toOpaque()) != 0 else { return }
        unsafe argument.takeRetainedValue().run()
    }
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

#if canImport(Glibc)
    private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let argument = unsafe argument {
            unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
        }
        return nil
    }
#else
    private func runThread(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }
#endif
