import Foundation
import TestSupport
import Testing

@Suite struct `A catalog` {
    private static let plan =
        #""code":"x","category":"voice","price":"20.00","interval":{"count":1,"unit":"month"},"#
        + #""autoRenewable":true,"names":{"es":"X"}"#
    private static let head =
        #""schema":"esimctl.catalog/1","carrier":"claro","currency":"PEN","zone":"America/Lima","#
        + #""tax":{"basisPoints":1800,"included":true},"effectiveFrom":"2026-01-01""#

    private static func document(_ plan: String, head: String = Self.head) -> String {
        "{\(head),\"plans\":[{\(plan)}]}"
    }

    @Test(arguments: [
        (document(plan.replacing("\"month\"", with: "\"moth\"")), "plans[0].interval.unit: 'moth' is not one of"),
        (document(plan.replacing("20.00", with: "20")), ""),
        (document(plan.replacing("20.00", with: "20.0")), "plans[0].price: '20.0' is no amount of PEN"),
        (document(plan.replacing("\"voice\"", with: "\"talk\"")), "plans[0].category: 'talk' is not one of"),
        (document(plan.replacing("\"es\"", with: "\"en\"")), "plans[0].names.es: is missing"),
        (document(plan + #","graceDay":3"#), "plans[0].graceDay: is not known"),
        (document(plan + #","retryDays":[3,1]"#), "plans[0].retryDays[1]: does not rise"),
        (
            document(plan, head: head.replacing("America/Lima", with: "America/Lma")),
            "zone: there are no rules"
        ),
        (document(plan, head: head.replacing("1800", with: "-1")), "tax.basisPoints: is no whole number"),
        (document(plan, head: head.replacing("/1", with: "/2")), "schema: is not esimctl.catalog/1"),
        ("{\(head),\"plans\":[]}", "plans: is empty"), ("[]", "the document: is no object"), ("{", "is no JSON"),
        (document(plan.replacing("\"20.00\"", with: "29.9")), "plans[0].price: is no text"),
        (
            document(plan.replacing("20.00", with: "92233720368547758.07")),
            "plans[0].price: '92233720368547758.07' is no"
        ),
        (document(plan.replacing(":1,", with: ":1.5,")), "plans[0].interval.count: is no whole number from 1 to 120"),
        (document(plan.replacing(":1,", with: ":121,")), "plans[0].interval.count: is no whole number from 1 to 120"),
        (
            document(plan.replacing(":1,\"unit\":\"month\"", with: ":11,\"unit\":\"year\"")),
            "plans[0].interval.count: is no whole number from 1 to 10"
        ),
        (document(plan + #","version":9223372036854775808"#), "plans[0].version: is no whole number from 1"),
        (document(plan + #","price":"1.00""#), "line 1, column 294: 'price' is here twice"),
        (
            document(plan.replacing("\"X\"", with: #""a\nBcc: x""#)),
            "plans[0].names.es: has a character that cannot be seen: U+000A"
        ),
        (
            document(plan.replacing("\"X\"", with: #""\u202eX""#)),
            "plans[0].names.es: has a character that cannot be seen: U+202E"
        ),
        (
            document(plan.replacing("\"X\"", with: "\"\(String(repeating: "X", count: 201))\"")),
            "plans[0].names.es: has more than 200 characters"
        ),
        (document(plan, head: head.replacing("America/Lima", with: "leapseconds")), "zone: there are no rules"),
        ("{\(head),\"plans\":[{\(plan)},{\(plan)}]}", "plans[1].code: this version of this plan is here twice"),
    ])
    func `is taken as a whole, or refused with the place of what is wrong`(text: String, message: String) async throws {
        let trial = try PlanTrial()
        let run = try await trial.run(["plan", "import", "-"], input: Array(text.utf8))
        guard !message.isEmpty else {
            #expect(run.status == 0, "\(run.errorText)")
            return
        }
        #expect(run.status == 65 && run.errorText.contains("<stdin>: \(message)"), "\(run.errorText)")
        #expect(!FileManager.default.fileExists(atPath: trial.folder.file("plans.sqlite").path))
    }

    @Test func `comes out as it went in`() async throws {
        let trial = try await PlanTrial.withCustomer()
        let exported = try await trial.run(["plan", "export"])
        let other = try PlanTrial()
        #expect(try await other.run(["plan", "import", "-"], input: exported.standardOutput).status == 0)
        #expect(try await other.run(["plan", "export"]).text == exported.text)
        let again = try await other.run(["plan", "import", "-"], input: exported.standardOutput)
        #expect(again.errorText.contains("0 plans added, 9 were there already"))
        let changed = exported.text.replacing("29.90", with: "19.90")
        let refused = try await other.run(["plan", "import", "-"], input: Array(changed.utf8))
        #expect(refused.status == 65 && refused.errorText.contains("claro-combined-30d version 1"))
    }
}
