#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A thread that nobody waits for, for what mostly waits itself: Swift's tasks and Dispatch have about one thread for each
/// core, and let work wait that has but to wait.
package enum DetachedThread {
    /// Runs `body` on a new thread with a stack of 1 MiB; `false`, and nothing is run, when the system gives no thread.
    package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let argument = unsafe Unmanaged.passRetained(ThreadBody(run: body))
        // Made by the system: two modules show its initializer, and neither may be imported for it.
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        unsafe pthread_attr_init(attributes)
        defer {
            unsafe pthread_attr_destroy(attributes)
            unsafe attributes.deallocate()
        }
        unsafe pthread_attr_setdetachstate(attributes, CInt(PTHREAD_CREATE_DETACHED))
        unsafe pthread_attr_setstacksize(attributes, 1 << 20)
        #if canImport(Glibc)
            var thread = pthread_t()
        #else
            var thread: pthread_t?
        #endif
        let status = unsafe pthread_create(&thread, attributes, runThread, argument.toOpaque())
        if status != 0 { unsafe argument.release() }
        return status == 0
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
