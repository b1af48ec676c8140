import Testing

@testable import SGP22

@Suite struct `A host name` {
    @Test(arguments: [
        ("rsp.example.com", "rsp.example.com", true), ("RSP.Example.COM", "rsp.example.com", true),
        ("rsp.example.com.", "rsp.example.com", true), ("rsp.example.com:8443", "rsp.example.com", true),
        ("rsp.example.com", "RSP.EXAMPLE.COM", true), ("rsp.example.com", "*.example.com", true),
        ("rsp.example.com", "*.EXAMPLE.com", true), ("rsp.example.com", "r*.example.com", false),
        ("rsp.example.com", "*sp.example.com", false), ("rsp.example.com", "*.*.com", false),
        ("rsp.example.com", "rsp.*.com", false), ("a.rsp.example.com", "*.example.com", false),
        ("example.com", "*.example.com", false), (".example.com", "*.example.com", false),
        ("example.com", "*.com", false), ("example.com", "*", false), ("rsp.example.com", "", false),
        ("rsp.example.com", "rsp.example.com.", false), ("rsp.example.com", "rsp.example.com:8443", false),
        ("rsp.example.com", "rsp.example.com\0", false), ("rsp.example.com", "rsp.example.comm", false),
        ("rsp.example.com", "xrsp.example.com", false), ("192.0.2.1", "*.0.2.1", true),
    ])
    func `is compared label by label`(host: String, name: String, isMatch: Bool) {
        #expect(HostName(host).matches(Array(name.utf8)) == isMatch)
    }

    @Test(arguments: [
        "", ".", "localhost", "192.0.2.1", "192.0.2.1:443", "2001:db8::1", "[2001:db8::1]:443", "::1",
        "rsp..example.com",
        "-rsp.example.com", "rsp.example.com..", "*.example.com", "rsp example.com", "r\u{e9}seau.example.com",
        "a.\(String(repeating: "b", count: 64)).com", String(repeating: "a.", count: 127) + "com", "rsp.example.com:x",
    ])
    func `that is not a full domain name has a fault`(text: String) {
        #expect(HostName(text).fault != nil)
    }

    @Test(arguments: [
        "rsp.example.com", "a.b", "xn--rseau-bsa.example.com", "RSP.EXAMPLE.COM.", "r_1.example.com", "4.example.com4",
    ])
    func `that is one has none`(text: String) {
        #expect(HostName(text).fault == nil)
    }
}

@Suite struct `A distinguished name` {
    @Test(arguments: [
        ("plain", "CN=plain"), (" led by a space", "CN=\\ led by a space"), ("with, comma", "CN=with\\, comma"),
        ("back\\slash", "CN=back\\\\slash"), ("a\u{1B}[31m", "CN=a\\u{1b}[31m"), ("a\nb", "CN=a\\u{a}b"),
        ("\u{202E}abc", "CN=\\u{202e}abc"), ("中国联通", "CN=中国联通"), ("a\0b", "CN=a\\u{0}b"), (" ", "CN=\\ "),
    ])
    func `is printed with nothing in it that a terminal obeys`(value: String, expected: String) {
        let name = DistinguishedName(der: [], attributes: [.init(type: .commonName, value: value)])
        #expect(name.description == expected)
    }

    @Test func `names types that nobody knows by their OIDs`() {
        let type = ObjectIdentifier(unchecked: "1.2.3.4")
        let name = DistinguishedName(
            der: [],
            attributes: [.init(type: .organizationName, value: "Example"), .init(type: type, value: "x")]
        )
        #expect(name.description == "O=Example, 1.2.3.4=x")
    }
}
