import Testing

@testable import ServerTrust

struct TLSEndpointTests {
    @Test(
        arguments: [
            ("rsp.example.com", "rsp.example.com", 443, "rsp.example.com"),
            ("RSP.Example.com.:8001", "rsp.example.com", 8001, "rsp.example.com"),
            ("192.0.2.1:18889", "192.0.2.1", 18889, nil),
            ("[2001:db8::1]:443", "2001:db8::1", 443, nil),
            ("[2001:DB8::1]", "2001:db8::1", 443, nil),
            ("2001:db8::1", "2001:db8::1", 443, nil),
            ("xn--bcher-kva.example", "xn--bcher-kva.example", 443, "xn--bcher-kva.example"),
            ("a_b.example:1", "a_b.example", 1, "a_b.example"),
        ] as [(String, String, UInt16, String?)]
    )
    func `reads names and addresses`(text: String, host: String, port: UInt16, serverName: String?) throws {
        let endpoint = try TLSEndpoint(parsing: text)
        #expect(endpoint.host == host)
        #expect(endpoint.port == port)
        #expect(endpoint.serverName == serverName)
        #expect(try TLSEndpoint(parsing: endpoint.description) == endpoint)
    }

    @Test(arguments: [
        "", ".", ":443", "a b", "bücher.example", "a/b", "user@host", "[::1", "::1]", "[]", "[a]", "1::2::3", "a\0b",
    ])
    func `refuses what is no host`(text: String) {
        #expect(throws: TLSEndpoint.ParseError.host) { try TLSEndpoint(parsing: text) }
    }

    @Test(arguments: ["a:", "a:0", "a:65536", "a:x", "a:-1", "a:+1", "[::1]:", "[::1]:99999"])
    func `refuses what is no port`(text: String) {
        #expect(throws: TLSEndpoint.ParseError.port) { try TLSEndpoint(parsing: text) }
    }
}
