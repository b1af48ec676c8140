import Foundation
import SGP22
import ServerTrust
import SystemPackage
import TestSupport
import Testing

struct AnchorDirectoryTests {
    let authority: TestAuthority
    let root: ServedCertificate

    init() async throws {
        authority = try TestAuthority()
        root = try await authority.certificate("root", extensions: TestAuthority.rootExtensions)
    }

    func directory(_ registry: [KnownCI] = KnownCI.all) -> AnchorDirectory {
        AnchorDirectory(path: FilePath(authority.folder.path).appending("data/ca"), registry: registry)
    }

    /// A registry in which the root is the live CI.
    func registry() throws -> [KnownCI] {
        var known = try #require(KnownCI.all.first { $0.domain == .gsmaLive })
        known.sha256 = try #require(root.certificate).sha256
        return [known]
    }

    @Test func `an unknown CI is custom, is there once, and can be removed`() throws {
        let directory = directory()
        #expect(try directory.entries().isEmpty)
        #expect(try directory.add(root).wasThere == false)
        #expect(try directory.add(root).wasThere)
        let entry = try #require(directory.entries().first)
        #expect(entry.set == .custom && entry.anchor.certificate == root.certificate && entry.anchor.domain == .custom)
        #expect(try directory.entries(in: [.live]).isEmpty)
        try directory.remove(entry)
        #expect(try directory.entries().isEmpty)
    }

    @Test func `a known CI goes into its set`() throws {
        let directory = directory(try registry())
        let entry = try directory.add(root).entry
        #expect(entry.set == .live && entry.anchor.domain == .gsmaLive && entry.known?.domain == .gsmaLive)
        #expect(try directory.entries(in: [.live]).count == 1)
        #expect(TrustAnchors(try directory.entries()).anchors.count == 1)
    }

    @Test func `a certificate that was put into the wrong set is an error`() throws {
        let path = try directory(try registry()).add(root).entry.path
        #expect(throws: AnchorDirectory.StorageError.notOfSet(path, .live)) { try directory().entries() }
    }

    @Test func `a file with something else in it is an error that names it`() async throws {
        let directory = directory()
        let path = try directory.add(root).entry.path
        let other = try await authority.certificate("other", extensions: TestAuthority.rootExtensions)
        try Data(try #require(other.certificate).der).write(to: URL(filePath: path.string))
        #expect(throws: AnchorDirectory.StorageError.misnamed(path)) { try directory.entries() }
        try Data("nothing".utf8).write(to: URL(filePath: path.string))
        let error = #expect(throws: AnchorDirectory.StorageError.self) { try directory.entries() }
        guard case .noCertificate(path, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try Data(count: 100_000).write(to: URL(filePath: path.string))
        #expect(throws: AnchorDirectory.StorageError.tooLarge(path)) { try directory.entries() }
        // What is there and wrong is put right by adding it again.
        #expect(try directory.add(root).wasThere == false)
        #expect(try directory.entries().count == 1)
    }

    @Test func `only the certificate of a CA is added`() async throws {
        let leaf = try await authority.certificate("leaf", issuer: "root", extensions: TestAuthority.leafExtensions)
        #expect(throws: AnchorDirectory.StorageError.self) { try directory().add(leaf) }
        #expect(throws: AnchorDirectory.StorageError.self) { try directory().add(ServedCertificate(der: [1])) }
    }

    @Test(arguments: [
        (["ESIMCTL_CA_DIR": "/a", "HOME": "/h"], "/a"),
        (["XDG_DATA_HOME": "/d", "HOME": "/h"], "/d/esimctl/ca"),
        (["XDG_DATA_HOME": "d", "HOME": "/h"], "/h/.local/share/esimctl/ca"),
        (["ESIMCTL_CA_DIR": "", "HOME": "/h"], "/h/.local/share/esimctl/ca"),
        ([:], nil),
    ])
    func `the folder is the one that the environment names`(environment: [String: String], path: String?) {
        #expect(AnchorDirectory.standardPath { environment[$0] }?.string == path)
    }
}
