import Foundation
import SGP22
import ServerTrust
import TestSupport
import Testing

struct CertificateFileTests {
    let authority: TestAuthority
    let root: ServedCertificate
    let leaf: ServedCertificate

    init() async throws {
        authority = try TestAuthority()
        root = try await authority.certificate("root", extensions: TestAuthority.rootExtensions)
        leaf = try await authority.certificate("leaf", issuer: "root", extensions: TestAuthority.leafExtensions)
    }

    var leafDER: [UInt8] { leaf.certificate?.der ?? [] }
    var rootDER: [UInt8] { root.certificate?.der ?? [] }
    var both: [Certificate?] { [leaf.certificate, root.certificate] }

    func pem(_ der: [UInt8], _ label: String = "CERTIFICATE") -> [UInt8] {
        let text = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return Array("-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----\n".utf8)
    }

    func read(_ bytes: [UInt8]) throws -> [ServedChain.Served] { try CertificateFile(bytes).certificates.map(\.served) }

    @Test func `PEM is read with text around it, with either end of line, other blocks passed over`() throws {
        let text =
            Array("0 s:CN = leaf\r\n".utf8) + pem(leafDER) + pem([1, 2, 3], "PRIVATE KEY") + Array("middle".utf8)
        let file = text + [0x0A] + pem(rootDER).flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        #expect(try CertificateFile(file).certificates.map(\.certificate) == both)
    }

    @Test func `DER is read, also several one after the other`() throws {
        #expect(try CertificateFile(leafDER).certificates.map(\.certificate) == [leaf.certificate])
        #expect(try CertificateFile(leafDER + rootDER).certificates.map(\.certificate) == both)
    }

    @Test(arguments: [["-outform", "DER"], ["-outform", "PEM"]])
    func `PKCS7 is read from the leaf upwards`(form: [String]) async throws {
        let bytes = try await authority.openssl(
            ["crl2pkcs7", "-nocrl", "-certfile", "root.pem", "-certfile", "leaf.pem"] + form
        )
        #expect(try CertificateFile(bytes).certificates.map(\.certificate) == both)
    }

    @Test func `bytes that follow a certificate are counted`() throws {
        for file in [leafDER + [0, 0, 0], pem(leafDER + [0x30, 0x81, 7])] {
            let read = try #require(CertificateFile(file).certificates.first?.certificate)
            #expect(read.encoding == Certificate.Encoding(isCanonical: true, trailingByteCount: 3))
            #expect(read.der == leafDER)
        }
    }

    @Test func `a length in more bytes than DER allows is read and told`() throws {
        var longer = leafDER
        longer[1] = 0x83
        longer.insert(0, at: 2)
        let read = try #require(CertificateFile(longer).certificates.first?.certificate)
        #expect(read.encoding == Certificate.Encoding(isCanonical: false, trailingByteCount: 0))
        #expect(read.subject == leaf.certificate?.subject)
        // The signed part is as it was, and OpenSSL takes it.
        let path = ChainVerifier(anchors: [root].anchors)
            .check([ServedCertificate(der: longer)], at: TestAuthority.moment).path
        #expect(path.problems == [])
    }

    @Test func `a certificate of indefinite length is read and told`() throws {
        let indefinite = [0x30, 0x80] + leafDER.dropFirst(4) + [0, 0]
        let read = try #require(CertificateFile(indefinite).certificates.first?.certificate)
        #expect(read.encoding == Certificate.Encoding(isCanonical: false, trailingByteCount: 0))
        #expect(read.subjectAlternativeNames == leaf.certificate?.subjectAlternativeNames)
    }

    @Test func `what is no certificate is told, and those beside it are read`() throws {
        let broken = pem([0x30, 3, 1, 2, 3])
        let served = try read(
            pem(leafDER) + broken + Array("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n".utf8)
        )
        #expect(served.map { $0.certificate != nil } == [true, false, false])
        for file in [
            Array("hello\n".utf8), Array(leafDER.dropLast()), [0x30, 0x82], [UInt8](repeating: 0x30, count: 300),
        ] {
            #expect(try read(file).map { $0.certificate != nil } == [false])
        }
    }

    @Test func `a file without certificates, or beyond its limits, is an error`() {
        #expect(throws: CertificateFile.ReadError.empty) { try CertificateFile([]) }
        #expect(throws: CertificateFile.ReadError.noCertificates) { try CertificateFile(pem([1], "PRIVATE KEY")) }
        #expect(throws: CertificateFile.ReadError.tooManyBytes(limit: 10)) {
            try CertificateFile(leafDER, limits: .init(bytes: 10, certificates: 1))
        }
        for file in [pem(leafDER) + pem(rootDER), leafDER + rootDER] {
            #expect(throws: CertificateFile.ReadError.tooManyCertificates(limit: 1)) {
                try CertificateFile(file, limits: .init(bytes: 1 << 20, certificates: 1))
            }
        }
    }

    @Test func `a thousand PEM blocks that hold nothing take no time`() throws {
        let file = [[UInt8]](repeating: pem([0x30, 0x80]), count: 1000).flatMap { $0 }
        let clock = ContinuousClock()
        var count = 0
        let time = try clock.measure { count = try CertificateFile(file).certificates.count }
        #expect(count == 1000)
        #expect(time < .seconds(5))
    }
}
