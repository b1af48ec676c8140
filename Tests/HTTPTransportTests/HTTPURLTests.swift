import Testing

@testable import HTTPTransport

struct HTTPURLTests {
    @Test(arguments: [
        ("http://crl.example/a.crl", "http://crl.example/a.crl"), ("HTTPS://Rsp.Example.:443", "https://rsp.example/"),
        ("https://rsp.example:8443?a=b#c", "https://rsp.example:8443/?a=b"),
        ("http://[2001:DB8::1]:80/x", "http://[2001:db8::1]/x"),
        ("https://192.0.2.1:80/%20", "https://192.0.2.1:80/%20"),
    ])
    func `reads an address and writes it in one way`(text: String, canonical: String) throws {
        let url = try HTTPURL(parsing: text)
        #expect(url.text == canonical)
        #expect(try HTTPURL(parsing: url.text) == url)
    }

    @Test(
        arguments: [
            ("ftp://a/", .scheme), ("ldap://a", .scheme), ("a.example", .scheme), ("http:/a", .scheme), ("", .scheme),
            ("http://user@a/", .user), ("https://user:secret@a/", .user), ("http://", .host), ("http:///x", .host),
            ("http://a b/", .host), ("http://b\u{FC}cher.example/", .host), ("http://[1::2/", .host),
            ("http://[a]/", .host),
            ("http://a:0/", .port), ("http://a:65536/", .port), ("http://a:/", .port), ("http://a:x/", .port),

            ("http://a/b c", .target), ("http://a/\r\nX: y", .target), ("http://a/\u{FC}", .target),
            ("http://a/\0", .target),
        ] as [(String, HTTPURL.ParseError)]
    )
    func `refuses what it would have to guess at`(text: String, error: HTTPURL.ParseError) {
        #expect(throws: error) { try HTTPURL(parsing: text) }
    }

    @Test func `refuses what is too long`() {
        #expect(throws: HTTPURL.ParseError.tooLong) {
            try HTTPURL(parsing: "http://a/" + String(repeating: "b", count: 8192))
        }
    }

    @Test func `shows no query`() throws {
        let url = try HTTPURL(parsing: "https://a.example/b?key=hunter2")
        for text in ["\(url)", String(reflecting: url), "\([url])", "\(HTTPRequest(.get, url))"] {
            #expect(!text.contains("hunter2"))
        }
    }

    @Test(arguments: [
        ("https://b.example/c", "https://b.example/c"), ("//b.example/c", "https://b.example/c"),
        ("/c", "https://a.example/c"),
        ("c?d", "https://a.example/x/c?d"), ("?d", "https://a.example/x/y?d"), ("http://a.example/", nil),
        ("ftp://a/", nil),
        ("javascript:1", nil), ("https://user@a.example/", nil), ("", "https://a.example/x/"),
    ])
    func `follows to where a server points, on the same scheme`(location: String, target: String?) throws {
        #expect(try HTTPURL(parsing: "https://a.example/x/y?z").followed(to: location)?.text == target)
    }
}

struct IPAddressTests {
    @Test(arguments: [
        "0.0.0.0", "10.193.30.36", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1",
        "172.31.255.255",
        "192.0.2.7", "192.168.1.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fc00::1", "fdff::1", "fe80::1", "fec0::1", "ff02::1",
        "2001:db8::1", "2001::1",
    ])
    func `is not public`(text: String) throws {
        #expect(try !#require(IPAddress(parsing: text)).isPublic)
    }

    @Test(arguments: [
        "221.176.65.55", "111.204.176.254", "9.255.255.255", "11.0.0.0", "172.15.0.1", "172.32.0.1", "100.128.0.0",
        "198.20.0.0",
        "223.255.255.255", "2606:4700::1", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::",
    ])
    func `is public`(text: String) throws {
        let address = try #require(IPAddress(parsing: text))
        #expect(address.isPublic)
        #expect(IPAddress(parsing: address.description) == address)
    }

    @Test(arguments: ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", "a.example", "1::2::3", "0x7f.1", "127.1"])
    func `is no address`(text: String) {
        #expect(IPAddress(parsing: text) == nil)
    }
}
