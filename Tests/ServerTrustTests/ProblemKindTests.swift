import COpenSSL
import SGP22
import Testing

@testable import ServerTrust

struct ProblemKindTests {
    /// What a check without purpose, host name, policies, proxies, DANE, OCSP and Suite B cannot object to.
    static let impossible: Set<Int> = [
        0, 1, 17, 24, 6, 27, 28, 29, 40, 43, 50, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 69, 70, 71, 72, 73, 74, 75, 76,
        83,
        84, 88, 93,
    ]

    /// The header has codes up to 94; a newer OpenSSL may bring more, which keep its words.
    @Test(arguments: 1...120)
    func `every objection of OpenSSL has a kind or keeps its words`(code: Int) {
        let kind = ProblemKind.kind(PathCheck.Objection(code: code, depth: 0))
        if case .other(let sameCode, let text) = kind {
            #expect(sameCode == code && !text.isEmpty)
            #expect(Self.impossible.contains(code) || code > 94, "\(code): \(text)")
        } else {
            #expect(!Self.impossible.contains(code))
        }
    }
}
