#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ends with a message.
func fail(_ message: String) -> Never {
    print(message)
    exit(2)
}

func leave(_ status: CInt) -> Never { exit(status) }

/// Milliseconds of the machine's wall clock.
func machineMilliseconds() -> Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}

func pause(microseconds: Int64) {
    _ = usleep(useconds_t(max(0, min(microseconds, 100_000))))
}
