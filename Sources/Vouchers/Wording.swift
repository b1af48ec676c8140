import Localization
import SGP22

/// A voucher in the words of one language, in the order in which it is read; every renderer lays out the same value.
///
/// All languages have the same sections with the same items, so that two of them stand side by side.
struct Wording: Hashable, Sendable {
    /// What a section is for; the order of the cases is the order on the page.
    enum Kind: String, CaseIterable, Sendable {
        case plan, scan, links, typed, confirmation, dates, renewal, settings, help
    }

    /// A heading and what stands under it.
    struct Section: Hashable, Sendable {
        var kind: Kind
        /// Empty for the facts right under the title.
        var heading: String
        var paragraphs: [String] = []
        var items: [Item] = []
        var links: [Link] = []
        /// What tells characters apart in the face of typed items, where the face is ours to choose.
        var faceNote: String?
    }

    /// A name and a value.
    struct Item: Hashable, Sendable {
        var name: String
        var value: String
        /// Whether people type it or read it out, character by character.
        var isTyped = false
        /// Where it leads when it is tapped.
        var target: String?
    }

    /// A button.
    struct Link: Hashable, Sendable {
        var label: String
        var note: String
        var target: String
    }

    /// The language's tag.
    var tag: String
    var colon: String
    /// What the page is.
    var title: String
    /// The plan's name, the same in every language.
    var plan: String?
    /// For whom it is.
    var recipient: String?
    /// What the symbol is to those who do not see it, without the secret.
    var pictureTitle: String
    var pictureDetails: String
    /// Stands in the symbol's place in a redacted copy.
    var leftOut: String
    /// The subject of a mail.
    var subject: String
    var sections: [Section]

    /// Says `voucher` in `language`; redacted, without matching ID, links, and most of the ICCID.
    init(_ voucher: Voucher, in language: Language, isRedacted: Bool) {
        let voucher = isRedacted ? voucher.withoutSecretInTexts : voucher
        let strings = language.strings
        let words = strings.voucher
        tag = words.tag
        colon = words.colon
        title = words.title
        plan = voucher.plan
        recipient = voucher.recipient.map(words.forWhom)
        pictureTitle = strings.pictureTitle(voucher.code.smdpAddress.hostName)
        pictureDetails = strings.pictureDetails
        leftOut = words.leftOut
        subject = words.subject(voucher.plan)
        let author = SectionAuthor(voucher: voucher, words: words, isRedacted: isRedacted)
        sections = Kind.allCases.compactMap(author.section)
    }

    /// The section of a kind, when there is something to say in it.
    subscript(kind: Kind) -> Section? { sections.first { $0.kind == kind } }
}

extension Voucher {
    /// The same with `****` wherever a text of the seller's repeats the matching ID; less than four characters are in any
    /// text by chance.
    fileprivate var withoutSecretInTexts: Voucher {
        let secret = code.matchingID.secretText
        guard secret.utf8.count >= 4 else { return self }
        var voucher = self
        func hide(_ text: inout String?) { text = text?.replacing(secret, with: code.matchingID.description) }
        hide(&voucher.plan)
        hide(&voucher.carrier)
        hide(&voucher.recipient)
        hide(&voucher.data)
        hide(&voucher.coverage)
        hide(&voucher.support)
        hide(&voucher.apn)
        hide(&voucher.confirmationHint)
        if var renewal = voucher.renewal {
            hide(&renewal.howToStop)
            voucher.renewal = renewal
        }
        return voucher
    }
}

/// Writes the sections of one voucher in one language.
private struct SectionAuthor {
    var voucher: Voucher
    var words: VoucherStrings
    var isRedacted: Bool

    func section(_ kind: Wording.Kind) -> Wording.Section? {
        switch kind {
        case .plan: plan
        case .scan:
            isRedacted ? nil : Wording.Section(kind: kind, heading: words.scanHeading, paragraphs: words.scanSteps)
        case .links: isRedacted ? nil : links
        case .typed: typed
        case .confirmation: confirmation
        case .dates: dates
        case .renewal: renewal
        case .settings: settings
        case .help: help
        }
    }

    private var plan: Wording.Section? {
        items(
            .plan,
            "",
            [
                (words.carrier, voucher.carrier),
                (words.data, voucher.data),
                (words.coverage, voucher.coverage),
                (words.validity, voucher.validity.map { words.lasts($0.days, $0.start) }),
            ]
        )
    }

    private var links: Wording.Section {
        let code = voucher.code
        return Wording.Section(
            kind: .links,
            heading: words.linksHeading,
            links: [
                .init(
                    label: words.appleButton,
                    note: words.appleNote,
                    target: InstallLink.text(.apple, for: code, encodingDelimiters: true)
                ),
                .init(
                    label: words.androidButton,
                    note: words.androidNote,
                    target: InstallLink.text(.android, for: code, encodingDelimiters: true)
                ),
                .init(
                    label: words.windowsButton,
                    note: words.windowsNote,
                    target: "lpa:" + code.secretText(.manualEntry)
                ),
            ]
        )
    }

    private var typed: Wording.Section {
        let code = voucher.code
        let matchingID = isRedacted ? code.matchingID.description : code.matchingID.secretText
        let whole = code.text(.manualEntry, showingSecrets: !isRedacted)
        return Wording.Section(
            kind: .typed,
            heading: isRedacted ? words.maskedHeading : words.typedHeading,
            paragraphs: isRedacted ? [] : [words.secretNote],
            items: [
                .init(name: words.smdpAddress, value: code.smdpAddress.description, isTyped: true),
                .init(
                    name: words.matchingID,
                    value: matchingID.isEmpty ? words.leaveEmpty : matchingID,
                    isTyped: !matchingID.isEmpty
                ),
                .init(name: words.wholeCode, value: whole, isTyped: true),
            ],
            faceNote: whole.contains { "0O".contains($0) } ? words.zeroNote : nil
        )
    }

    private var confirmation: Wording.Section? {
        guard voucher.code.requiresConfirmationCode || voucher.confirmationHint != nil else { return nil }
        let hint = voucher.confirmationHint.map { [Wording.Item(name: words.confirmationHint, value: $0)] } ?? []
        return .init(
            kind: .confirmation,
            heading: words.confirmationHeading,
            paragraphs: [words.confirmationAsked],
            items: hint
        )
    }

    private var dates: Wording.Section? {
        items(
            .dates,
            words.datesHeading,
            [
                (words.installBy, voucher.installBy.map(text)),
                (words.starts, voucher.starts.map(text)),
                (words.ends, voucher.ends.map(text)),
            ]
        )
    }

    private var renewal: Wording.Section? {
        guard let renewal = voucher.renewal else { return nil }
        var sentences = [words.charge(renewal.nextCharge.map(text), renewal.amount.map(text))]
        if renewal.amount != nil {
            sentences.append(renewal.tax.map { words.tax(text($0)) } ?? words.taxIncluded)
        }
        var section = Wording.Section(kind: .renewal, heading: words.renewalHeading, paragraphs: sentences)
        if let stop = renewal.howToStop {
            section.items = [.init(name: words.howToStop, value: stop, target: target(of: stop))]
        }
        return section
    }

    private var settings: Wording.Section? {
        let roaming = voucher.needsRoaming.map { [$0 ? words.roamingOn : words.roamingOff] } ?? []
        let apn = voucher.apn.map { [Wording.Item(name: words.apn, value: $0, isTyped: true)] } ?? []
        guard !(roaming.isEmpty && apn.isEmpty) else { return nil }
        return .init(kind: .settings, heading: words.settingsHeading, paragraphs: roaming, items: apn)
    }

    private var help: Wording.Section {
        var items: [Wording.Item] = []
        if let iccid = voucher.iccid { items.append(.init(name: words.iccid, value: grouped(iccid), isTyped: true)) }
        if let support = voucher.support {
            items.append(.init(name: words.support, value: support, target: target(of: support)))
        }
        return .init(kind: .help, heading: words.helpHeading, paragraphs: [words.keepIt], items: items)
    }

    private func items(_ kind: Wording.Kind, _ heading: String, _ facts: [(String, String?)]) -> Wording.Section? {
        let items = facts.compactMap { name, value in value.map { Wording.Item(name: name, value: $0) } }
        return items.isEmpty ? nil : .init(kind: kind, heading: heading, items: items)
    }

    /// Groups of four, as people read numbers out; of a redacted one the last group.
    private func grouped(_ iccid: ICCID) -> String {
        let digits = Array(iccid.description)
        guard !isRedacted else { return "… " + String(digits.suffix(4)) }
        return stride(from: 0, to: digits.count, by: 4)
            .map { String(digits[$0..<min($0 + 4, digits.count)]) }
            .joined(separator: " ")
    }

    private func text(_ moment: Voucher.Moment) -> String {
        let clock = moment.clock
        let date = words.date(clock.day.year, clock.day.month, clock.day.day)
        guard let time = clock.time, let zone = clock.zone else { return date }
        let parts = [zone.offsetText] + (zone.name.flatMap { $0 == "UTC" ? nil : [$0] } ?? [])
        return words.moment(date, time, parts.joined(separator: words.zoneSeparator))
    }

    /// With a space at which no line is broken.
    private func text(_ amount: Voucher.Amount) -> String {
        amount.description.replacing(" ", with: "\u{A0}")
    }

    /// Where a contact leads: what is a web address, a mail address or a telephone number and nothing else.
    private func target(of text: String) -> String? {
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }
        if isPlain && (text.hasPrefix("https://") || text.hasPrefix("http://")) { return text }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isMail = parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
        if isPlain && isMail && !text.contains(where: { ":/?#&,;=%".contains($0) }) { return "mailto:" + text }
        let digits = text.filter { !" -()".contains($0) }
        guard digits.hasPrefix("+"), (8...16).contains(digits.count),
            digits.dropFirst().allSatisfy({ ("0"..."9").contains($0) })
        else { return nil }
        return "tel:" + digits
    }
}
