import Plans
import StrictJSON

/// What is wrong with a scenario itself: it uses a word that the dialect does not have, or uses one wrongly.
struct DialectError: Error, Hashable {
    var message: String

    init(_ message: String) {
        self.message = message
    }
}

/// The words of one object of a scenario. Each is taken once; what nobody has taken is unknown, which is an error.
struct Words {
    private var members: [String: JSONValue]
    private let place: String

    init(_ value: JSONValue, _ place: String) throws(DialectError) {
        guard case .object(let members) = value else { throw DialectError("\(place): is no object") }
        self.members = members
        self.place = place
    }

    /// The words that nobody has taken, in order.
    var untaken: [String] { members.keys.sorted() }

    /// What nobody has taken, as an object.
    var rest: JSONValue { .object(members) }

    /// Throws when there is a word that nobody has taken.
    func end() throws(DialectError) {
        if let word = untaken.first { throw DialectError("\(place): unknown word \(word)") }
    }

    mutating func take(_ name: String) -> JSONValue? {
        guard let value = members.removeValue(forKey: name), value != .null else { return nil }
        return value
    }

    private func wrong(_ name: String, _ wanted: String) -> DialectError {
        DialectError("\(place): \(name) is no \(wanted)")
    }

    mutating func text(_ name: String) throws(DialectError) -> String? {
        guard let value = take(name) else { return nil }
        guard case .string(let text) = value else { throw wrong(name, "text") }
        return text
    }

    mutating func integer(_ name: String) throws(DialectError) -> Int64? {
        guard let value = take(name) else { return nil }
        return try number(value, name, "whole number")
    }

    /// Numbers that no scenario means are refused, so that nothing the engine reckons with them leaves 64 bits.
    private func number(_ value: JSONValue, _ name: String, _ wanted: String) throws(DialectError) -> Int64 {
        guard case .integer(let number) = value else { throw wrong(name, wanted) }
        let most: Int64 =
            switch name {
            case "tax_bp": TaxRate.limit
            case "cycle", "k", "subscriptions", "version": 1_000_000
            case _ where name.hasSuffix("_days"): 36_600
            case _ where name.hasSuffix("_hours"): 36_600 * 24
            default: Money.limit
            }
        guard (-most...most).contains(number) else {
            throw DialectError("\(place): \(name) is \(number), beyond \(most)")
        }
        return number
    }

    mutating func int(_ name: String) throws(DialectError) -> Int? { try integer(name).map(Int.init) }

    mutating func bool(_ name: String) throws(DialectError) -> Bool? {
        guard let value = take(name) else { return nil }
        guard case .bool(let isSo) = value else { throw wrong(name, "true or false") }
        return isSo
    }

    mutating func instant(_ name: String) throws(DialectError) -> Instant? {
        guard let text = try text(name) else { return nil }
        guard let instant = Instant(parsing: text) else { throw wrong(name, "instant") }
        return instant
    }

    mutating func list(_ name: String) throws(DialectError) -> [JSONValue]? {
        guard let value = take(name) else { return nil }
        guard case .array(let values) = value else { throw wrong(name, "list") }
        return values
    }

    mutating func texts(_ name: String) throws(DialectError) -> [String]? {
        guard let values = try list(name) else { return nil }
        var texts: [String] = []
        for value in values {
            guard case .string(let text) = value else { throw wrong(name, "list of texts") }
            texts.append(text)
        }
        return texts
    }

    mutating func integers(_ name: String) throws(DialectError) -> [Int64]? {
        guard let values = try list(name) else { return nil }
        var numbers: [Int64] = []
        for value in values {
            numbers.append(try number(value, name, "list of whole numbers"))
        }
        return numbers
    }

    mutating func members(_ name: String) throws(DialectError) -> [String: JSONValue]? {
        guard let value = take(name) else { return nil }
        guard case .object(let members) = value else { throw wrong(name, "object") }
        return members
    }

    mutating func words(_ name: String) throws(DialectError) -> Words? {
        guard let value = take(name) else { return nil }
        return try Words(value, "\(place).\(name)")
    }

    mutating func word<Word: RawRepresentable<String>>(_ name: String, _: Word.Type) throws(DialectError) -> Word? {
        guard let text = try text(name) else { return nil }
        guard let word = Word(rawValue: text) else { throw DialectError("\(place): unknown word \(name) \(text)") }
        return word
    }

    /// A word that has to be there.
    func need<Value>(_ value: Value?, _ name: String) throws(DialectError) -> Value {
        guard let value else { throw DialectError("\(place): \(name) is missing") }
        return value
    }
}
