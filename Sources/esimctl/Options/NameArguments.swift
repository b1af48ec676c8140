import Localization
import Plans

extension Identifier {
    /// A name as it was typed.
    init(argument text: String, _ what: String) throws(Failure) {
        guard let name = Self(checking: text) else {
            throw Failure(
                "\(what): '\(text.redactedIfCode.escapedForDisplay)' is no name",
                hint: "letters, digits and .-_:/, at most 128 of them",
                status: .usage
            )
        }
        self = name
    }
}

extension Money {
    /// An amount as it was typed: `29.90`, or `USD 29.90`; `default` is the currency when none is said.
    init(argument text: String, default currency: Currency) throws(Failure) {
        let shown = text.redactedUnlessNumber
        let parts = text.split(separator: " ", omittingEmptySubsequences: true)
        let named = parts.count == 2 ? Currency(String(parts[0])) : currency
        guard (1...2).contains(parts.count), let named, let number = parts.last,
            let money = Money(parsing: number, named)
        else {
            let example = Money(2990, named ?? currency)
            let decimals = example.currency.exponent
            let rule = decimals == 0 ? "without decimals" : "with \(decimals) decimals behind a point, or none"
            throw Failure(
                "'\(shown)' is no amount of money",
                hint: "write it \(rule): \(example.decimalText) or '\(example)'",
                status: .usage
            )
        }
        guard money.minorUnits > 0 else { throw Failure("'\(shown)': an amount is more than 0", status: .usage) }
        self = money
    }
}
