import Localization
import Plans
import TestSupport
import Testing

@Suite struct `A notice` {
    private static let fields: Fields = [
        NoticeField.plan: "Datos 30", NoticeField.planCode: "d30", NoticeField.subscription: "s1",
        NoticeField.line: "51999000001", NoticeField.amount: "29.90", NoticeField.currency: "PEN",
        NoticeField.chargeAtLocal: "2026-02-28T08:00:00", NoticeField.zone: "America/Lima",
        NoticeField.paysWith: "balance", NoticeField.howToCancel: "esimctl renew disable s1",
        NoticeField.reason: "insufficient_balance", NoticeField.paymentMethod: "card 4242",
        NoticeField.expires: "2026-12", NoticeField.date: "2026-11-30T08:00:00",
        NoticeField.profileType: "claro-prepaid", NoticeField.left: "4", NoticeField.threshold: "50",
        NoticeField.renews: "yes", NoticeField.nextChargeLocal: "2026-03-31T08:00:00",
    ]

    private static func notice(_ kind: NoticeKind, _ locale: String, _ fields: Fields = fields) -> Notice {
        Notice(
            tenant: .sole,
            id: "\(kind.rawValue)/s1/1",
            kind: kind,
            account: AccountID("ana"),
            email: "ana@example.com",
            locale: locale,
            fields: fields
        )
    }

    @Test(arguments: Language.allCases)
    func `of every kind reads well in every language`(language: Language) throws {
        let texts = NoticeKind.allCases.map { kind in
            let message = Self.notice(kind, language.rawValue).message
            return "\(kind.rawValue)\n\(message.subject)\n\n\(message.body)"
        }
        try expectSnapshot(texts.joined(separator: "\n"), "plans/notices-\(language.rawValue).txt")
    }

    @Test(arguments: NoticeKind.allCases)
    func `holds up when values are missing, and shows no control characters`(kind: NoticeKind) {
        let broken: Fields = [NoticeField.plan: "a\u{1B}[31mb\nBcc: x", NoticeField.line: "L1"]
        for language in Language.allCases {
            let message = Self.notice(kind, language.rawValue, broken).message
            #expect(!message.subject.isEmpty && message.paragraphs.count >= 2)
            #expect(!message.subject.contains("\n") && !message.body.contains("\u{1B}"))
            #expect(!(message.subject + message.body).contains("nil"))
        }
    }

    @Test func `is Spanish for a customer whose language we do not have`() {
        #expect(Self.notice(.renewalUpcoming, "qu").message == Self.notice(.renewalUpcoming, "es").message)
    }
}
