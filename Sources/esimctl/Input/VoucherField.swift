import Localization
import SGP22
import SystemPackage
import Vouchers

/// A field of a voucher as text: what an option, a column of a CSV file and a key of a JSON object are called.
enum VoucherField: String, CaseIterable {
    case code, plan, carrier, recipient = "for", data, coverage, days, begins, installBy, starts, ends, zone, nextCharge
    case amount, tax, howToStop, iccid, support, apn, roaming, confirmationHint

    /// The field of that name, in any case; `install_by` and `install-by` are the same as `installBy`.
    init?(name: String) {
        let plain = Self.plain(name)
        guard let field = Self.allCases.first(where: { Self.plain($0.rawValue) == plain }) else { return nil }
        self = field
    }

    private static func plain(_ name: String) -> String {
        name.lowercased().filter { !" _-".contains($0) }
    }
}

/// The fields of one voucher as they were given.
typealias VoucherRecord = [VoucherField: String]

extension Voucher {
    /// A voucher for `code` that says what `record` holds.
    ///
    /// - Throws: `Failure` with the status 65, or 69 for zones of which this machine knows nothing; it names the field.
    init(code: ActivationCode, _ record: VoucherRecord) throws(Failure) {
        self.init(code: code)
        let given = record.compactMapValues { $0.isEmpty ? nil : $0 }
        let zone = given[.zone]
        func moment(_ field: VoucherField) throws(Failure) -> Moment? {
            try given[field].map { text throws(Failure) in try Self.moment(text, field, in: zone) }
        }
        func amount(_ field: VoucherField) throws(Failure) -> Amount? {
            guard let text = given[field] else { return nil }
            guard let amount = Amount(parsing: text) else { throw Failure(field, "is no amount, such as 'PEN 39.90'") }
            return amount
        }
        plan = given[.plan]
        carrier = given[.carrier]
        recipient = given[.recipient]
        data = given[.data]
        coverage = given[.coverage]
        validity = try Self.validity(given)
        installBy = try moment(.installBy)
        starts = try moment(.starts)
        ends = try moment(.ends)
        let terms = Renewal(
            nextCharge: try moment(.nextCharge),
            amount: try amount(.amount),
            tax: try amount(.tax),
            howToStop: given[.howToStop]
        )
        renewal = terms == Renewal() ? nil : terms
        if let tax = terms.tax, tax.currency != terms.amount?.currency || tax.minorUnits > terms.amount?.minorUnits ?? 0
        {
            throw Failure(.tax, "is not a part of the amount")
        }
        if let text = given[.iccid] {
            do {
                iccid = try ICCID(typed: text.filter { $0 != " " })
            } catch {
                throw Failure(.iccid, "is no ICCID", hint: error.advice)
            }
        }
        support = given[.support]
        apn = given[.apn]
        needsRoaming = try given[.roaming].map { text throws(Failure) in try Self.isOn(text) }
        confirmationHint = given[.confirmationHint]
    }

    private static func validity(_ given: VoucherRecord) throws(Failure) -> Validity? {
        guard let text = given[.days] else {
            guard given[.begins] == nil else {
                throw Failure(.begins, "says nothing without \(VoucherField.days.rawValue)")
            }
            return nil
        }
        guard let days = Int(text), (1...36_500).contains(days) else { throw Failure(.days, "is no number of days") }
        let start = given[.begins].map { VoucherStrings.ValidityStart(rawValue: $0.lowercased()) }
        if case .some(nil) = start { throw Failure(.begins, "is neither install nor first-use") }
        return Validity(days: days, start: start ?? nil)
    }

    private static func moment(_ text: String, _ field: VoucherField, in zone: String?) throws(Failure) -> Moment {
        guard let moment = Moment(parsing: text) else {
            throw Failure(
                field,
                "is no date",
                hint: "write 2026-12-31, or 2026-12-31T18:00-05:00 with the offset from UTC"
            )
        }
        guard case .instant(let seconds, _) = moment, let zone else { return moment }
        return .instant(seconds: seconds, Moment.Zone(offset: try TimeZones.offset(of: zone, at: seconds), name: zone))
    }

    private static func isOn(_ text: String) throws(Failure) -> Bool {
        switch text.lowercased() {
        case "on", "true", "yes", "1": true
        case "off", "false", "no", "0": false
        default: throw Failure(.roaming, "is neither on nor off")
        }
    }
}

extension Failure {
    /// A field of a voucher that cannot be used.
    fileprivate init(_ field: VoucherField, _ message: String, hint: String? = nil) {
        self.init("\(field.rawValue): \(message)", hint: hint, status: .unusableInput)
    }
}
