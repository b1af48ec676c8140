import Plans
import StrictJSON
import Vouchers

/// What is not right in a catalog, and where.
struct CatalogError: Error {
    /// As in `plans[2].interval.unit`.
    var path: String
    var reason: String
    var hint: String?
}

/// An object of a catalog's JSON that knows where it stands, so that what is wrong can be found.
struct CatalogObject {
    private let members: [String: JSONValue]
    private let path: String
    private let zones: any ZoneDatabase

    init(_ value: JSONValue, at path: String, _ zones: any ZoneDatabase) throws(CatalogError) {
        guard case .object(let members) = value else {
            throw CatalogError(path: path.isEmpty ? "the document" : path, reason: "is no object")
        }
        self.members = members
        self.path = path
        self.zones = zones
    }

    /// The value of a member; `nil` when it is not there, or null.
    subscript(name: String) -> JSONValue? {
        guard let value = members[name], value != .null else { return nil }
        return value
    }

    func error(_ name: String, _ reason: String, hint: String? = nil) -> CatalogError {
        CatalogError(path: place(name), reason: reason, hint: hint)
    }

    private func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    /// Refuses members that nobody would read: a misspelt one would be lost.
    func demandOnly(_ names: [String]) throws(CatalogError) {
        guard let stranger = members.keys.filter({ !names.contains($0) }).min() else { return }
        throw error(stranger, "is not known", hint: "known are \(names.joined(separator: ", "))")
    }

    func text(_ name: String) throws(CatalogError) -> String {
        guard let text = try optionalText(name) else { throw error(name, "is missing") }
        return text
    }

    func optionalText(_ name: String) throws(CatalogError) -> String? {
        guard let value = self[name] else { return nil }
        switch value {
        case .string(let text) where !text.isEmpty: return text
        case .integer, .number: throw error(name, "is no text", hint: "put it into quotation marks: \"\(value)\"")
        default: throw error(name, "is no text")
        }
    }

    /// A text that people read in one line: no control or direction characters, at most 200 characters.
    func optionalLabel(_ name: String) throws(CatalogError) -> String? {
        guard let text = try optionalText(name) else { return nil }
        guard text.unicodeScalars.count <= 200 else { throw error(name, "has more than 200 characters") }
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
                let number = String(scalar.value, radix: 16, uppercase: true)
                throw error(
                    name,
                    "has a character that cannot be seen: U+\(String(repeating: "0", count: max(0, 4 - number.count)))\(number)"
                )
            default: break
            }
        }
        return text
    }

    func truth(_ name: String) throws(CatalogError) -> Bool {
        guard let value = self[name] else { throw error(name, "is missing") }
        guard case .bool(let truth) = value else { throw error(name, "is neither true nor false") }
        return truth
    }

    func number(_ name: String, _ range: ClosedRange<Int64>) throws(CatalogError) -> Int64 {
        guard let number = try optionalNumber(name, range) else { throw error(name, "is missing") }
        return number
    }

    func optionalNumber(_ name: String, _ range: ClosedRange<Int64>) throws(CatalogError) -> Int64? {
        guard let value = self[name] else { return nil }
        return try number(value, name, range)
    }

    /// A list of numbers; an empty one when it is not there.
    func numbers(_ name: String, _ range: ClosedRange<Int64>) throws(CatalogError) -> [Int] {
        guard let value = self[name] else { return [] }
        guard case .array(let values) = value else { throw error(name, "is no list") }
        var numbers: [Int] = []
        for (index, value) in values.enumerated() {
            let number = Int(try number(value, "\(name)[\(index)]", range))
            guard number > numbers.last ?? -1 else { throw error("\(name)[\(index)]", "does not rise") }
            numbers.append(number)
        }
        return numbers
    }

    private func number(
        _ value: JSONValue,
        _ name: String,
        _ range: ClosedRange<Int64>
    ) throws(CatalogError) -> Int64 {
        guard case .integer(let number) = value, range.contains(number) else {
            throw error(name, "is no whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String) throws(CatalogError) -> Word {
        let text = try text(name)
        guard let word = Word(rawValue: text) else {
            throw error(
                name,
                "'\(text)' is not one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        return word
    }

    func object(_ name: String) throws(CatalogError) -> CatalogObject {
        guard let value = self[name] else { throw error(name, "is missing") }
        return try CatalogObject(value, at: place(name), zones)
    }

    func objects(_ name: String) throws(CatalogError) -> [CatalogObject] {
        guard let value = self[name] else { throw error(name, "is missing") }
        guard case .array(let values) = value else { throw error(name, "is no list") }
        var objects: [CatalogObject] = []
        for (index, value) in values.enumerated() {
            objects.append(try CatalogObject(value, at: "\(place(name))[\(index)]", zones))
        }
        return objects
    }

    /// Names by language; Spanish has to be among them, as it stands in for others.
    func names(_ name: String) throws(CatalogError) -> Fields {
        let object = try object(name)
        try object.demandOnly(["en", "es", "zh"])
        _ = try object.text("es")
        var names = Fields()
        for language in ["es", "en", "zh"] { names[language] = try object.optionalLabel(language) }
        return names
    }

    func moment(_ name: String, zone: String) throws(CatalogError) -> Instant {
        guard let instant = try optionalMoment(name, zone: zone) else { throw error(name, "is missing") }
        return instant
    }

    /// A time with its offset, or a day, which begins in the catalog's zone.
    func optionalMoment(_ name: String, zone: String) throws(CatalogError) -> Instant? {
        guard let text = try optionalText(name) else { return nil }
        switch Voucher.Moment(parsing: text) {
        case .instant(let seconds, _): return Instant(seconds: Int64(seconds))
        case .day(let day):
            guard let date = CivilDate(year: day.year, month: day.month, day: day.day) else { break }
            do {
                return try zones.rules(for: ZoneName(zone)).resolve(CivilDateTime(date, secondOfDay: 0))
            } catch {
                throw self.error("zone", "there are no rules for '\(zone)'", hint: "write it as in America/Lima")
            }
        case nil: break
        }
        throw error(name, "is no time", hint: "write it as in 2026-01-31 or 2026-01-31T08:00:00-05:00")
    }
}
