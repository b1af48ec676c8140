import CertificateLaws
import Foundation
import SGP22
import ServerTrust
import TestSupport
import Testing

/// Bytes that nobody has promised anything about.
struct HostileInputTests {
    let authority: TestAuthority
    let root: ServedCertificate

    init() async throws {
        authority = try TestAuthority()
        root = try await authority.certificate("root", extensions: TestAuthority.rootExtensions)
    }

    /// How many inputs each test makes; more for a long run (`ESIM_MUTATIONS`).
    static let mutations = ProcessInfo.processInfo.environment["ESIM_MUTATIONS"].flatMap { Int($0) } ?? 1500

    @Test(arguments: 0..<2 as Range<UInt64>)
    func `certificates and CRLs with bytes changed, left out or doubled break no law`(seed: UInt64) async throws {
        let middle = try await authority.certificate(
            "middle",
            issuer: "root",
            extensions: TestAuthority.intermediateExtensions
        )
        let leaf = try await authority.certificate("leaf", issuer: "middle", extensions: TestAuthority.leafExtensions)
        let list = try await authority.revocationList(issuer: "root", revoking: ["middle"])
        let crl = try await {
            try authority.write(String(decoding: list, as: UTF8.self), to: "list.pem")
            return try await authority.openssl(["crl", "-in", "list.pem", "-outform", "DER"])
        }()
        let bundle = try await authority.openssl([
            "crl2pkcs7", "-nocrl", "-certfile", "leaf.pem", "-certfile", "middle.pem", "-outform", "DER",
        ])
        let ders = [leaf, middle, root].compactMap(\.certificate).map(\.der)
        let inputs = ders + [ders.flatMap { $0 }, try authority.bytes("leaf.pem"), crl, list, bundle]
        let anchors = [root].anchors
        var random = SeededGenerator(seed: seed)
        for number in 0..<Self.mutations {
            let input = inputs[number % inputs.count].mutated(using: &random)
            let broken = brokenCertificateLaws(of: input, anchors: anchors, at: TestAuthority.moment)
            #expect(
                broken == [],
                "input \(number) of seed \(seed): \(input.map { String(format: "%02x", $0) }.joined())"
            )
        }
    }

    @Test func `every certificate cut short is read or told`() async throws {
        let leaf = try await authority.certificate("leaf", issuer: "root", extensions: TestAuthority.leafExtensions)
        let der = try #require(leaf.certificate).der
        for count in 1..<der.count {
            #expect(ServedCertificate(der: Array(der.prefix(count))).certificate == nil)
        }
    }

    @Test func `ten thousand alternative names under name constraints take under a second`() async throws {
        let constraints = (0..<400).map { "permitted;DNS.\($0):d\($0).example.org" }
        let middle = try await authority.certificate(
            "middle",
            issuer: "root",
            extensions: TestAuthority.intermediateExtensions + "\nnameConstraints=critical,@n\n[n]\n"
                + constraints.map { $0.replacing("DNS.", with: "DNS.").replacing(":", with: "=") }.joined(
                    separator: "\n"
                )
        )
        let names = (0..<10_000).map { "DNS.\($0)=n\($0).example.org" }.joined(separator: "\n")
        let extensions =
            TestAuthority.leafExtensions
            .replacing("DNS:rsp.example.org,RID:2.999.10", with: "@s") + "\n[s]\n\(names)\n"
        let leaf = try await authority.certificate("leaf", issuer: "middle", extensions: extensions)
        #expect(leaf.certificate?.dnsNames.count == 10_000)
        let verifier = ChainVerifier(anchors: [root].anchors)
        let clock = ContinuousClock()
        var path = ServedChain.Path()
        let time = clock.measure { path = verifier.check([leaf, middle], at: TestAuthority.moment).path }
        #expect(time < .seconds(1))
        #expect(path.problems == [ServedChain.Problem(.unreadableNameConstraint, position: 0)])
    }

    @Test func `ten megabytes of certificates take a few seconds at most, and no path beyond a hundred of them`()
        async throws
    {
        let leaf = try await authority.certificate("leaf", issuer: "root", extensions: TestAuthority.leafExtensions)
        let other = try #require(
            try await authority.certificate("other", extensions: TestAuthority.rootExtensions).certificate
        )
        let large = (0..<10_000).map { "DNS.\($0)=name-\($0).example.org" }.joined(separator: "\n")
        let extras = try await authority.certificate(
            "large",
            issuer: "root",
            extensions: TestAuthority.leafExtensions.replacing("DNS:rsp.example.org,RID:2.999.10", with: "@s")
                + "\n[s]\n\(large)\n"
        )
        let piece = try #require(extras.certificate).der
        let bytes =
            try #require(leaf.certificate).der
            + [[UInt8]](repeating: piece, count: 10_000_000 / piece.count).flatMap { $0 }
        let clock = ContinuousClock()
        var chain: ServedChain?
        let time = try clock.measure {
            let file = try CertificateFile(bytes, limits: .init(bytes: 16 << 20, certificates: 1000))
            chain = ChainVerifier(anchors: [root].anchors).check(file.certificates, at: TestAuthority.moment)
        }
        #expect(time < .seconds(20))  // a debug build on a busy machine
        #expect(chain?.path.problems == [])
        let many = [leaf] + [ServedCertificate](repeating: ServedCertificate(der: other.der), count: 1000)
        let manyTime = clock.measure {
            _ = ChainVerifier(anchors: [root].anchors).check(many, at: TestAuthority.moment)
        }
        #expect(manyTime < .seconds(1))
    }
}

extension [UInt8] {
    /// A few bytes changed, left out, put in or doubled; sometimes the end is cut off.
    fileprivate func mutated(using random: inout SeededGenerator) -> [UInt8] {
        var bytes = self
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<8, using: &random) {
            case 0: bytes.remove(at: index)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
            case 2: bytes[index] = [0, 0x7F, 0x80, 0x81, 0x84, 0xFF, 0x30, 0x06][Int.random(in: 0..<8, using: &random)]
            case 3: bytes[index] &+= 1
            case 4: bytes.replaceSubrange(index..., with: [])
            case 5:
                let end = Swift.min(bytes.count, index + 8)
                bytes.insert(contentsOf: bytes[index..<end], at: index)
            default: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
        }
        return bytes
    }
}
