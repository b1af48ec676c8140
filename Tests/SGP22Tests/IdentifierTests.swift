import SGP22
import TestSupport
import Testing

@Suite struct `An EID` {
    @Test(arguments: [
        "89049032123451234512345678901235", "89882119900000000000000000001654", "89033023426100000000000000123485",
        "89086030202200000000000000000123", "04000000000000000000000000000049",
    ])
    func `is taken when its check digits fit`(text: String) throws {
        #expect(try EID(parsing: text).description == text)
        #expect(try EID(parsing: "EID:" + text).qrText == "EID:" + text)
    }

    @Test(arguments: [
        ("89049032000001234567890123456789", "48"), ("12345678901234567890123456789012", "39"),
        ("89033023426100000000000000123456", "85"),
    ])
    func `with other check digits is refused, and the right ones are named`(text: String, expected: String) throws {
        #expect(throws: EID.ParseError.checkDigits(expected: expected)) { try EID(parsing: text) }
        let unverified = try EID(unverified: text)
        #expect(!unverified.hasValidCheckDigits)
    }

    @Test func `has 32 digits`() {
        #expect(throws: EID.ParseError.length(31)) { try EID(parsing: String(repeating: "8", count: 31)) }
        #expect(throws: EID.ParseError.notADigit(offset: 2)) { try EID(parsing: "89X") }
        #expect(throws: EID.ParseError.length(0)) { try EID(parsing: "") }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `that has one digit wrong is refused`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var digits = Array("89049032123451234512345678901235".utf8)
        let place = Int.random(in: 0..<32, using: &random)
        digits[place] = 0x30 + (digits[place] - 0x30 + UInt8.random(in: 1...9, using: &random)) % 10
        #expect(throws: EID.ParseError.self) { try EID(parsing: String(decoding: digits, as: UTF8.self)) }
    }
}

@Suite struct `An ICCID` {
    @Test(arguments: [
        "8949449999999990049", "8982110222222222224", "8931080617045512342", "8901260731234567895",
        "89883030000012345671", "89852342022019785558",
    ])
    func `has a Luhn digit`(text: String) throws {
        #expect(try ICCID(parsing: text).checkDigit == .correct)
        #expect(try ICCID(typed: text).description == text)
    }

    @Test(arguments: [("8901260731234567890", 5)])
    func `that was typed with a wrong Luhn digit is refused`(text: String, expected: Int) throws {
        #expect(throws: ICCID.ParseError.checkDigit(expected: expected)) { try ICCID(typed: text) }
        #expect(try ICCID(parsing: text).checkDigit == .incorrect(expected: expected))
    }

    @Test(arguments: ["89445385320081602226", "89372040161688888888"])
    func `of twenty digits may lack a right Luhn digit`(text: String) throws {
        let iccid = try ICCID(typed: text)
        #expect(iccid.checkDigit != .correct)
    }

    @Test func `is coded in swapped nibbles`() throws {
        let bytes: [UInt8] = [0x98, 0x94, 0x44, 0x99, 0x99, 0x99, 0x99, 0x09, 0x40, 0xF9]
        let iccid = try ICCID(parsing: "8949449999999990049")
        #expect(iccid.encoded == bytes)
        #expect(try ICCID(encoded: bytes) == iccid)
    }

    @Test(arguments: 18...20)
    func `reads back from its card bytes and with filler`(length: Int) throws {
        let iccid = try ICCID(parsing: String("89012345678901234567".prefix(length)))
        #expect(try ICCID(encoded: iccid.encoded) == iccid)
        #expect(try ICCID(parsing: iccid.description + "F") == iccid)
        #expect(try ICCID(parsing: iccid.description + "f") == iccid)
    }

    @Test func `has 18 to 20 digits`() {
        #expect(throws: ICCID.ParseError.length(17)) { try ICCID(parsing: "89012345678901234") }
        #expect(throws: ICCID.ParseError.length(21)) { try ICCID(parsing: "890123456789012345678") }
        #expect(throws: ICCID.ParseError.notADigit(offset: 3)) { try ICCID(parsing: "890A234567890123456") }
        #expect(throws: ICCID.ParseError.length(18)) { try ICCID(encoded: [UInt8](repeating: 0x11, count: 9)) }
        #expect(throws: ICCID.ParseError.notADigit(offset: 1)) {
            try ICCID(encoded: [0xA8] + [UInt8](repeating: 0x11, count: 9))
        }
    }
}

@Suite struct `A matching ID` {
    @Test func `is made from the system's randomness, in groups`() throws {
        let one = MatchingID.random()
        #expect(try MatchingID(parsing: one.secretText) == one)
        #expect(one.secretText.split(separator: "-").map(\.count) == [5, 5, 5, 5])
        #expect(Set((0..<1_000).map { _ in MatchingID.random() }).count == 1_000)
        #expect(MatchingID.random(groups: 1).secretText.utf8.count == 5)
    }

    @Test func `is the same for the same generator`() {
        var one = SeededGenerator(seed: 7)
        var other = SeededGenerator(seed: 7)
        #expect(MatchingID.random(using: &one) == MatchingID.random(using: &other))
    }

    @Test func `may be empty and is masked otherwise`() throws {
        #expect(try MatchingID(parsing: "") == .empty)
        #expect("\(MatchingID.empty)" == "")
        let matchingID = try MatchingID(parsing: "ABC")
        #expect("\(matchingID)" == "****")
    }

    @Test(arguments: ["abc", "A B", "A_B", "Ä", "A$B", "A\nB"])
    func `keeps to its alphabet`(text: String) {
        #expect(throws: ActivationCode.ParseError.self) { try MatchingID(parsing: text) }
    }
}

@Suite struct `A confirmation code` {
    @Test func `is never shown`() throws {
        let code = try ConfirmationCode("4711-0815")
        var shown = "\(code) \(String(reflecting: code)) \([code])"
        dump(code, to: &shown)
        #expect(!shown.contains("4711"))
        #expect(code.secretText == "4711-0815")
    }

    @Test func `is printable ASCII and not empty`() {
        #expect(throws: ConfirmationCode.ParseError.empty) { try ConfirmationCode("") }
        #expect(throws: ConfirmationCode.ParseError.character(offset: 2)) { try ConfirmationCode("12\u{7}") }
    }
}

@Suite struct `An SM-DP+ address` {
    @Test func `compares and connects in lower case`() throws {
        #expect(try SMDPAddress(parsing: "RSP.Example.COM").hostName == "rsp.example.com")
        let lenient = try ActivationCode(parsing: "1$RSP.Example.com.$", as: .lenient)
        #expect(lenient.smdpAddress.description == "RSP.Example.com.")
        #expect(lenient.smdpAddress.hostName == "rsp.example.com")
        #expect(lenient.canonical.smdpAddress.description == "RSP.Example.com")
    }

    @Test(arguments: [
        "", "localhost", "a..b", "-a.b", "a.b-", "a.b.", "a b.c", "1.2.3.4", "é.fr", "a.b:1", "https://a.b", "a@b.c",
        "a.b\u{0}",
    ])
    func `that is no plain name is refused`(text: String) {
        #expect(throws: ActivationCode.ParseError.self) { try SMDPAddress(parsing: text) }
    }

    @Test func `has 252 bytes at most`() throws {
        let label = String(repeating: "a", count: 62) + "."
        let longest = String(repeating: label, count: 3) + String(repeating: "b", count: 63)
        #expect(longest.utf8.count == 252)
        let address = try SMDPAddress(parsing: longest)
        #expect(try ActivationCode(smdpAddress: address, matchingID: .empty).secretText(.manualEntry).utf8.count == 255)
        #expect(throws: ActivationCode.ParseError.self) { try SMDPAddress(parsing: "c." + longest) }
    }
}

@Suite struct `A code that is put together` {
    @Test func `is refused when it is too long`() throws {
        let address = try SMDPAddress(parsing: "rsp.example.com")
        let matchingID = try MatchingID(parsing: String(repeating: "A", count: 238))
        let error = #expect(throws: ActivationCode.ParseError.self) {
            try ActivationCode(smdpAddress: address, matchingID: matchingID)
        }
        #expect(error?.findings.map(\.rule) == [.tooLong])
        #expect(error?.description == "AC_TOO_LONG at 255")
    }

    @Test(arguments: ["A B", "A$B", "\u{7F}", "é", "\n"])
    func `takes no parameter that would break it`(text: String) {
        #expect(throws: ActivationCode.ParseError.self) { try ActivationCode.Parameter(text) }
    }

    @Test func `writes no delimiter that it need not`() throws {
        let code = try ActivationCode(
            smdpAddress: SMDPAddress(parsing: "rsp.example.com"),
            matchingID: .empty,
            ciPKIndicator: ActivationCode.Parameter(""),
            extra: [ActivationCode.Parameter(""), ActivationCode.Parameter("")]
        )
        #expect(code.secretText() == "LPA:1$rsp.example.com$")
    }
}
