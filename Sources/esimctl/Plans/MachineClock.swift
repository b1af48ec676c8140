import Plans

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The clocks of this machine.
struct MachineClock: PlanClock {
    var wallMilliseconds: Int64 { milliseconds(CLOCK_REALTIME) }
    var monotonicMilliseconds: Int64 { milliseconds(CLOCK_MONOTONIC) }

    private func milliseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        _ = unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
