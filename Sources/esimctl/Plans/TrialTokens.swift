import PlanServices
import Plans
import Synchronization

/// The tokens of a trial: the same ones at the same time, so that it can be repeated.
enum TrialTokens {
    /// Makes the tokens of a trial at `time`, one after the other.
    static func maker(at time: Instant) -> @Sendable () -> String {
        let numbers = Mutex(SplitMix64(state: UInt64(bitPattern: time.seconds)))
        return {
            numbers.withLock { numbers in
                ConfirmationToken.token(using: &numbers)
            }
        }
    }

    private struct SplitMix64: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }
}
