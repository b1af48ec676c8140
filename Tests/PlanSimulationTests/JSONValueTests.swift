import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite struct `A JSON value` {
    private func read(_ text: String) throws(JSONValue.ParseError) -> JSONValue {
        try JSONValue(parsing: Array(text.utf8))
    }

    @Test(arguments: [
        (#" {"a" : [1 , -2,0],"b":{} ,"c":[]}  "#, #"{"a":[1,-2,0],"b":{},"c":[]}"#), ("\u{FEFF}null", "null"),
        ("[true,false,null]", "[true,false,null]"), ("9223372036854775807", "9223372036854775807"),
        (#""A\té \/ \ud83d\ude00""#, "\"A\té / 😀\""),
    ])
    func `is read as it is written`(text: String, value: String) throws {
        #expect(try read(text).description == value)
    }

    @Test(arguments: ["29.9", "1.5", "9223372036854775808", "-0.5E+3", "1e0"])
    func `keeps a number that is no whole one as it is written`(text: String) throws {
        #expect(try read(text) == .number(text))
    }

    @Test(
        arguments: [
            ("", .cutOff, 1, 1), ("{", .cutOff, 1, 2), ("[1", .cutOff, 1, 3), (#""a"#, .cutOff, 1, 3),
            ("{\n  \"a\": x}", .unexpected, 2, 8), ("01", .unexpected, 1, 2), ("[1,]", .unexpected, 1, 4),
            (#"{"a":1,}"#, .unexpected, 1, 8), ("nul", .cutOff, 1, 4), ("1 2", .unexpected, 1, 3),
            ("\"\n\"", .unexpected, 1, 2), (#""\ud800""#, .unexpected, 1, 8), (#""\x""#, .unexpected, 1, 3),
            ("NaN", .unexpected, 1, 1), ("+1", .unexpected, 1, 1), ("1.", .cutOff, 1, 3),
            (#"{"a":1,"b":2,"a":3}"#, .repeatedName("a"), 1, 14),
            (#"[{"a":{"b":1,"\u0062":2}}]"#, .repeatedName("b"), 1, 14),
            (String(repeating: "[", count: 1_000_000), .tooDeep, 1, 102),
        ] as [(String, JSONValue.ParseError.Reason, Int, Int)]
    )
    func `is not read from anything else, and the place is told`(
        text: String,
        reason: JSONValue.ParseError.Reason,
        line: Int,
        column: Int
    ) {
        #expect(throws: JSONValue.ParseError(reason: reason, line: line, column: column)) { try read(text) }
    }

    /// Foundation is the judge.
    @Test(arguments: 0..<500 as Range<UInt64>)
    func `is read from what others take, and from nothing else`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var bytes = Array(#"{"a":[1,-2.5e3,"b\n\u00e9"],"c":{"d":null,"e":true},"f":[],"g":"€"}"#.utf8)
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let byte = Array(#"{}[]:,"\ 0129.eE+-tfnu"#.utf8).randomElement(using: &random) ?? 0
            if Bool.random(using: &random) { bytes[place] = byte } else { bytes.insert(byte, at: place) }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let others = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        do {
            _ = try JSONValue(parsing: bytes)
            #expect(others != nil, "\(text)")
        } catch {
            if case .repeatedName = error.reason { return }
            #expect(others == nil, "\(text): \(error)")
        }
    }
}
