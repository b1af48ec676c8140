import CertificateFixtures
import Foundation
import HTTPService
import Lab
import SGP22
import Synchronization
import TestSupport
import Testing

@Suite struct `esimctl ca` {
    private func run(
        _ arguments: [String],
        in folder: borrowing TemporaryFolder,
        input: [UInt8] = []
    ) async throws -> Tool.Output {
        let environment = ["ESIMCTL_CA_DIR": folder.file("anchors").path]
        return try await Program.run(["ca"] + arguments, input: input, environment: environment, in: folder.url)
    }

    @Test func `lists what is known, and adds, shows and removes a certificate of one's own`() async throws {
        let folder = try TemporaryFolder()
        let root = try Workshop().hierarchy().ci
        _ = try folder.write(Array(root.pem.utf8), to: "root.pem")
        #expect(try await run(["list"], in: folder).text.contains("-  gsma-ci1 "))
        #expect(try await run(["list", "--present"], in: folder).text.split(separator: "\n").count == 1)
        let added = try await run(["add", "root.pem"], in: folder)
        #expect(added.status == 0 && added.errorText.contains("custom, SHA-256"))
        #expect(
            try await run(["add", "-"], in: folder, input: Array(root.der)).errorText.contains("was there already")
        )
        let key = "\(root.keyIdentifier)"
        let shown = try await run(["show", String(key.prefix(8))], in: folder)
        #expect(shown.status == 0 && shown.text.contains(key) && shown.text.contains("custom"))
        #expect(try await run(["remove", String(key.prefix(8))], in: folder).status == 0)
        #expect(try await run(["remove", String(key.prefix(8))], in: folder).status == 66)
    }

    @Test func `anchors that were added are trusted without being named`() async throws {
        let folder = try TemporaryFolder()
        let good = try #require(try GoodCases.all().first)
        try good.write(to: folder)
        let arguments = [
            "--chain", "chain.pem", "--host", good.expectations.host ?? "", "--at", "\(good.expectations.at)",
        ]
        let (before, first) = try await Program.verify(arguments, in: folder)
        #expect(before.status == 1 && first.results[0].findings.map(\.rule) == ["ci-unknown"])
        let environment = ["ESIMCTL_CA_DIR": folder.file("ca").path]
        _ = try await Program.run(["ca", "add", "ca.pem"], environment: environment, in: folder.url)
        let (after, second) = try await Program.verify(arguments, in: folder)
        #expect(after.status == 0 && second.results[0].trustDomain == "custom")
    }

    @Test func `fetches only what has the digest that is known`() async throws {
        let folder = try TemporaryFolder()
        let root = try Workshop().hierarchy().ci
        let server = try LabFiles(["/bundle.pem": Array(root.pem.utf8)])
        defer { server.stop() }
        let refused = try await run(["fetch", "gsma-ci1", "--from", "\(server.address)/bundle.pem"], in: folder)
        #expect(refused.status == 2 && refused.errorText.contains("has no certificate with the SHA-256 digest"))
        let missing = try await run(["fetch", "gsma-ci1", "--from", "\(server.address)/none.pem"], in: folder)
        #expect(missing.status == 2 && missing.errorText.contains("has answered 404"))
        #expect(try await run(["fetch", "nobody"], in: folder).status == 66)
        #expect(try await run(["list", "--present"], in: folder).text.split(separator: "\n").count == 1)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: Self.publicRoot.path), "../shared/data is not there"))
    func `fetches a known certificate from wherever it is`() async throws {
        let folder = try TemporaryFolder()
        let server = try LabFiles(["/bundle.pem": try Array(Data(contentsOf: Self.publicRoot))])
        defer { server.stop() }
        let fetched = try await run(["fetch", "gsma-ci1", "--from", "\(server.address)/bundle.pem"], in: folder)
        #expect(fetched.status == 0, "\(fetched.errorText)")
        #expect(try await run(["list", "--present"], in: folder).text.contains("here  gsma-ci1  live"))
    }

    @Test func `asks the proxy that the environment names`() async throws {
        let folder = try TemporaryFolder()
        let proxy = try Loopback { peer in
            let isForIt = String(decoding: peer.read(), as: UTF8.self).hasPrefix("GET http://ci.invalid/a.pem HTTP/1.1")
            peer.write("HTTP/1.1 \(isForIt ? 418 : 400) X\r\nContent-Length: 0\r\n\r\n".utf8)
        }
        let fetched = try await Program.run(
            ["ca", "fetch", "gsma-ci1", "--from", "http://ci.invalid/a.pem"],
            environment: ["ESIMCTL_CA_DIR": folder.file("ca").path, "http_proxy": "http://127.0.0.1:\(proxy.port)"]
        )
        #expect(fetched.errorText.contains("has answered 418"), "\(fetched.errorText)")
    }

    private static let publicRoot = Fixture.root.deletingLastPathComponent().appending(
        path: "shared/data/ci/81370f-2017.pem"
    )
}
