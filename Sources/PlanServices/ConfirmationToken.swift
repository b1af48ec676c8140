/// What a customer gives back to confirm: twelve characters that cannot be confused with each other, 60 bits, in groups of four.
public enum ConfirmationToken {
    /// A token that nobody can guess, made of the system's secure random numbers: `PlanEngine.makeToken` in production.
    public static func random() -> String {
        var random = SystemRandomNumberGenerator()
        return token(using: &random)
    }

    /// A token made of the next number of `random`: as hard to guess as that.
    public static func token(using random: inout some RandomNumberGenerator) -> String {
        let bits: UInt64 = random.next()
        return grouped(String((0..<12).map { alphabet[Int(bits >> (5 * UInt64($0)) & 31)] }))
    }

    /// What a customer typed, as it was made: letters in either case, spaces and hyphens wherever they are.
    public static func typed(_ text: String) -> String {
        grouped(text.uppercased().filter { $0 != "-" && $0 != " " })
    }

    /// Digits and letters without I, L, O and U.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    private static func grouped(_ text: String) -> String {
        let characters = Array(text)
        return stride(from: 0, to: characters.count, by: 4).map {
            String(characters[$0..<min($0 + 4, characters.count)])
        }
        .joined(separator: "-")
    }
}
