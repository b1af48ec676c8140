import ArgumentParser
import Localization

/// The fields of a voucher as options.
struct VoucherOptions: ParsableArguments {
    @Option(name: .long, help: "The plan's name.")
    var plan: String?

    @Option(name: .long, help: "The carrier's or the shop's name.")
    var carrier: String?

    @Option(name: .customLong("for"), help: "Who gets the eSIM.")
    var recipient: String?

    @Option(name: .long, help: "How much data, such as '5 GB'.")
    var data: String?

    @Option(name: .long, help: "Where it works.")
    var coverage: String?

    @Option(name: .long, help: "How many days it lasts.")
    var days: String?

    @Option(name: .long, help: "What the days are counted from: install or first-use.")
    var begins: String?

    @Option(name: .long, help: "The last day to install it: 2026-12-31, or 2026-12-31T18:00-05:00.")
    var installBy: String?

    @Option(name: .long, help: "When the plan starts.")
    var starts: String?

    @Option(name: .long, help: "When the plan ends.")
    var ends: String?

    @Option(
        name: .long,
        help: "The reader's time zone, such as America/Lima. Default: the offset that a time is given in."
    )
    var zone: String?

    @Option(name: .long, help: "When it is next paid for.")
    var nextCharge: String?

    @Option(name: .long, help: "How much is paid then, tax included: 'PEN 39.90'.")
    var amount: String?

    @Option(name: .long, help: "How much of it is tax.")
    var tax: String?

    @Option(name: .long, help: "What to do to stop the renewal.")
    var howToStop: String?

    @Option(name: .long, help: "The profile's ICCID, for the help desk.")
    var iccid: String?

    @Option(name: .long, help: "Where help is: a mail address, telephone number or web address.")
    var support: String?

    @Option(name: .long, help: "The access point name, when it must be entered by hand.")
    var apn: String?

    @Option(name: .long, help: "Whether data roaming must be on: on or off.")
    var roaming: String?

    @Option(name: .long, help: "How the confirmation code comes, such as 'By SMS'; never the code itself.")
    var confirmationHint: String?

    /// The options that were given.
    var record: VoucherRecord {
        let pairs: [(VoucherField, String?)] = [
            (.plan, plan), (.carrier, carrier), (.recipient, recipient), (.data, data), (.coverage, coverage),
            (.days, days), (.begins, begins), (.installBy, installBy), (.starts, starts), (.ends, ends), (.zone, zone),
            (.nextCharge, nextCharge), (.amount, amount), (.tax, tax), (.howToStop, howToStop), (.iccid, iccid),
            (.support, support), (.apn, apn), (.roaming, roaming), (.confirmationHint, confirmationHint),
        ]
        return pairs.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
}

/// One language or two.
struct LanguagesOption: ParsableArguments {
    @Option(
        name: .customLong("lang"),
        help: "One language or two, side by side: en, es, zh. Default: LC_ALL, LC_MESSAGES or LANG."
    )
    var tags: String?

    /// The languages that were asked for; the first is also that of messages.
    var languages: [Language] {
        let asked = tags?.split(separator: ",").compactMap { Language(identifier: $0) } ?? []
        return asked.isEmpty ? [Language(environment: Environment.locale)] : asked
    }

    func validate() throws {
        guard let tags else { return }
        let parts = tags.split(separator: ",", omittingEmptySubsequences: false)
        let known = parts.compactMap { Language(identifier: $0) }
        guard known.count == parts.count, (1...2).contains(known.count), Set(known).count == known.count else {
            let all = Language.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--lang takes one or two of \(all), such as es,en")
        }
    }
}
