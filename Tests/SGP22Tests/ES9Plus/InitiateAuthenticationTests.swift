import Foundation
import SGP22
import TestSupport
import Testing

struct InitiateAuthenticationTests {
    static let keys = (0..<3).map { KeyIdentifier([UInt8](repeating: UInt8($0), count: 20)) }
    static let signed = ServerSigned1(
        transactionID: [1, 2, 3],
        euiccChallenge: [UInt8](repeating: 4, count: 16),
        serverAddress: "rsp.example.com",
        serverChallenge: [UInt8](repeating: 5, count: 16)
    )
    static let info = EUICCInfo1(
        specificationVersion: [2, 5, 0],
        ciKeysForVerification: Array(keys[0...1]),
        ciKeysForSigning: [keys[2]]
    )
    static let session = InitiateAuthentication.Session(
        transactionID: [1, 2, 3],
        serverSigned1: signed.der,
        serverSignature1: [UInt8](repeating: 6, count: 64),
        ciKeyToBeUsed: keys[1],
        serverCertificate: [0x30, 0x00],
        otherCertificates: [[0x30, 0x01, 0x00]]
    )
    static let request = InitiateAuthentication.Request(
        euiccChallenge: signed.euiccChallenge,
        euiccInfo1: info.der,
        smdpAddress: "RSP.example.com"
    )

    private static func decode(_ json: String) throws -> InitiateAuthentication.Answer {
        try JSONDecoder().decode(InitiateAuthentication.Answer.self, from: Data(json.utf8))
    }

    @Test func `writes EUICCInfo1 and ServerSigned1 tag by tag`() {
        let lists = "a92c" + Self.keys[0...1].map { "0414\($0)" }.joined() + "aa16" + "0414\(Self.keys[2])"
        #expect(Self.info.der.hexadecimal == "bf204b" + "8203020500" + lists)
        let challenges = (String(repeating: "04", count: 16), String(repeating: "05", count: 16))
        let address = Array("rsp.example.com".utf8).hexadecimal
        #expect(
            Self.signed.der.hexadecimal == "303a" + "8003010203" + "8110\(challenges.0)" + "830f\(address)"
                + "8410\(challenges.1)"
        )
    }

    @Test func `reads both back, and passes over fields of later editions`() throws {
        #expect(try EUICCInfo1(der: Self.info.der) == Self.info)
        #expect(try ServerSigned1(der: Self.signed.der) == Self.signed)
        var later = Self.signed.der + [0x85, 0x01, 0x00]
        later[1] += 3
        #expect(try ServerSigned1(der: later) == Self.signed)
    }

    /// Every byte changed and every length cut, in many ways: an error or a value, never a trap.
    @Test(arguments: 0..<64 as Range<UInt64>)
    func `gives a value or an error for damaged bytes`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for der in [Self.info.der, Self.signed.der] {
            for place in der.indices {
                var damaged = der
                damaged[place] = UInt8.random(in: 0...255, using: &random)
                if let info = try? EUICCInfo1(der: damaged) { #expect((try? EUICCInfo1(der: info.der)) == info) }
                if let signed = try? ServerSigned1(der: damaged) {
                    #expect((try? ServerSigned1(der: signed.der)) == signed)
                }
                #expect(throws: ES9PlusError.self) { try EUICCInfo1(der: Array(der[..<place])) }
                #expect(throws: ES9PlusError.self) { try ServerSigned1(der: Array(der[..<place])) }
            }
        }
    }

    @Test func `writes the JSON of the specification, and reads it back`() throws {
        let request = try JSONEncoder().encode(Self.request)
        let fields = try #require(try JSONSerialization.jsonObject(with: request) as? [String: String])
        #expect(fields["euiccChallenge"] == "BAQEBAQEBAQEBAQEBAQEBA==")
        #expect(fields["euiccInfo1"] == Data(Self.info.der).base64EncodedString())
        #expect(fields["smdpAddress"] == "RSP.example.com")
        #expect(try JSONDecoder().decode(InitiateAuthentication.Request.self, from: request) == Self.request)

        let answer = InitiateAuthentication.Answer.session(Self.session)
        let json = try JSONEncoder().encode(answer)
        let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        #expect(object["transactionId"] as? String == "010203")
        let signature = try #require(Data(base64Encoded: object["serverSignature1"] as? String ?? ""))
        #expect(Array(signature.prefix(3)) == [0x5F, 0x37, 0x40] && signature.count == 67)
        let key = try #require(Data(base64Encoded: object["euiccCiPKIdToBeUsed"] as? String ?? ""))
        #expect(Array(key) == [0x04, 0x14] + Self.keys[1].bytes)
        #expect(try JSONDecoder().decode(InitiateAuthentication.Answer.self, from: json) == answer)
    }

    @Test func `takes the other spelling of the CI key, and certificates in one text`() throws {
        let json = String(
            decoding: try JSONEncoder().encode(InitiateAuthentication.Answer.session(Self.session)),
            as: UTF8.self
        )
        #expect(
            try Self.decode(json.replacing("euiccCiPKIdToBeUsed", with: "euiccCiPKIdTobeUsed"))
                == .session(Self.session)
        )
        for bytes in [Data([0x30, 0x01, 0x00]), Data([0xA1, 0x03, 0x30, 0x01, 0x00])] {
            let list = #"["MAEA"]"#
            #expect(json.contains(list))
            let text = "\"\(bytes.base64EncodedString())\""
            #expect(try Self.decode(json.replacing(list, with: text)) == .session(Self.session))
        }
    }

    @Test func `reads why a server refuses, codes kept as text`() throws {
        let json = """
            {"header":{"functionExecutionStatus":{"status":"Failed","statusCodeData":
            {"subjectCode":"8.8.5","reasonCode":"4.10","message":"too late"}}}}
            """
        let code = ExecutionStatus.Code("8.8.5", "4.10", message: "too late")
        #expect(try Self.decode(json) == .refused(ExecutionStatus(.failed, code)))
    }

    @Test func `names the field that cannot be read`() throws {
        let json = String(
            decoding: try JSONEncoder().encode(InitiateAuthentication.Answer.session(Self.session)),
            as: UTF8.self
        )
        .replacing("\\/", with: "/")
        let signature = Data([0x5F, 0x37, 0x40] + Self.session.serverSignature1).base64EncodedString()
        #expect(json.contains(signature))
        for (text, field, fault) in [
            ("?", "serverSignature1", ES9PlusError.Fault.encoding),
            ("XzcA", "serverSignature1", .length(0)),
            ("XzcB", "serverSignature1", .truncated),
            ("BAA=", "serverSignature1", .missing(tag: 0x5F37)),
            ("XzcAAA==", "serverSignature1", .trailingBytes(1)),
        ] {
            let error = #expect(throws: ES9PlusError.self) { try Self.decode(json.replacing(signature, with: text)) }
            #expect(error?.field.rawValue == field)
            #expect(error?.fault == fault)
        }
        let error = #expect(throws: ES9PlusError.self) { try Self.decode(json.replacing("010203", with: "")) }
        #expect(error?.fault == .length(0))
    }

    @Test func `finds each way in which an answer does not fit its question`() {
        let request = Self.request
        func disagreements(_ change: (inout ServerSigned1) -> Void) -> [InitiateAuthentication.Disagreement] {
            var (signed, session) = (Self.signed, Self.session)
            change(&signed)
            session.serverSigned1 = signed.der
            return InitiateAuthentication.disagreements(of: session, with: request)
        }
        #expect(disagreements { _ in } == [])
        #expect(disagreements { $0.euiccChallenge[3] = 0 } == [.challenge])
        #expect(disagreements { $0.transactionID = [9] } == [.transactionID])
        #expect(disagreements { $0.serverAddress = "rsp.example.org" } == [.serverAddress("rsp.example.org")])
        #expect(
            disagreements { $0.serverChallenge = [] } == [
                .unreadable(ES9PlusError(.serverSigned1, .invalid(tag: 0x84)))
            ]
        )
        var session = Self.session
        session.ciKeyToBeUsed = Self.keys[2]
        #expect(InitiateAuthentication.disagreements(of: session, with: request) == [.ciKey(Self.keys[2])])
    }
}
