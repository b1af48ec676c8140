import SGP22
import Testing

@Suite struct `The known CIs` {
    @Test func `are whole`() {
        #expect(KnownCI.all.count == 17)
        for issuer in KnownCI.all {
            #expect(issuer.keyIdentifier.bytes.count == 20, "\(issuer.id)")
            #expect([.gsmaLive, .gsmaTest, .vendor].contains(issuer.domain), "\(issuer.id)")
            #expect(issuer.crlAddress?.hasPrefix("http://") ?? true, "\(issuer.id)")
            guard let digest = issuer.sha256 else { continue }
            #expect(digest.count == 32, "\(issuer.id)")
            #expect(KnownCI.known(bySHA256: digest) == issuer)
            #expect(issuer.curve == "P-256" || issuer.curve == "brainpoolP256r1", "\(issuer.id)")
            #expect(issuer.certificateAddress?.hasPrefix("https://") == true, "\(issuer.id)")
            if let notBefore = issuer.notBefore, let notAfter = issuer.notAfter {
                #expect(notBefore < notAfter, "\(issuer.id)")
            } else {
                Issue.record("\(issuer.id) has no dates")
            }
        }
        #expect(Set(KnownCI.all.map(\.id)).count == KnownCI.all.count)
        #expect(KnownCI.all.allSatisfy { KnownCI.known(byID: $0.id) == $0 })
    }

    @Test func `may share a key`() throws {
        let key = try #require(KeyIdentifier(hexadecimal: "F54172BDF98A95D65CBEB88A38A1C11D800A85C3"))
        #expect(KnownCI.known(byKey: key).map(\.id) == ["sgp26-v1-nist-2017", "sgp26-v1-nist"])
        #expect(KnownCI.known(byKey: KeyIdentifier([0xF5, 0x41, 0x72])) == [])
    }
}
