import Plans
import Synchronization

/// What a customer gives back to confirm: twelve characters that cannot be confused with each other, 60 bits.
enum ConfirmationToken {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    /// Makes tokens that nobody can guess, and in a trial the same ones at the same time, so that it can be repeated.
    static func maker(for trialTime: Instant?) -> @Sendable () -> String {
        guard let trialTime else {
            return {
                var random = SystemRandomNumberGenerator()
                return token(random.next())
            }
        }
        let count = Mutex<UInt64>(0)
        return {
            let number = count.withLock { count in
                count += 1
                return count
            }
            return token(mixed(UInt64(bitPattern: trialTime.seconds) &+ number &* 0x9E37_79B9_7F4A_7C15))
        }
    }

    /// What was typed, as it was printed: case, spaces and hyphens aside.
    static func typed(_ text: String) -> String {
        grouped(text.uppercased().filter { $0 != "-" && $0 != " " })
    }

    private static func token(_ bits: UInt64) -> String {
        grouped(String((0..<12).map { alphabet[Int(bits >> (5 * UInt64($0)) & 31)] }))
    }

    private static func grouped(_ text: String) -> String {
        let characters = Array(text)
        return stride(from: 0, to: characters.count, by: 4).map {
            String(characters[$0..<min($0 + 4, characters.count)])
        }
        .joined(separator: "-")
    }

    /// The last step of SplitMix64.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
