import Foundation
import HTTPTransport
import SGP22
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ServerTrust

/// CRLs from a server on this machine, by libcurl, with a CA that `openssl ca` plays.
struct CRLFetcherTests {
    /// A CA, a leaf that names an address of ours, and what is at the address.
    private final class Scene: Sendable {
        let pki: TestPKI
        let folder: TemporaryFolder
        private let answer: Answer
        let leaf: [UInt8]
        let anchor: [UInt8]
        let address: String
        private let server: Loopback

        init() async throws {
            pki = try await TestPKI()
            folder = try TemporaryFolder()
            let answer = Answer()
            self.answer = answer
            server = try Loopback { peer in
                _ = peer.read()
                let body = answer.next()
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n".utf8 + body)
            }
            address = "http://127.0.0.1:\(server.port)/a.crl"
            try await pki.makeCertificate("leaf", crlAddress: address)
            (leaf, anchor) = try await (pki.der("leaf.pem"), pki.der("ca.pem"))
        }

        private final class Answer: Sendable {
            let state = Mutex<(body: [UInt8], count: Int)>(([], 0))

            func next() -> [UInt8] {
                state.withLock { state in
                    state.count += 1
                    return state.body
                }
            }
        }

        /// How often the address was asked for.
        var count: Int { answer.state.withLock { $0.count } }

        func serve(_ body: [UInt8]) { answer.state.withLock { $0.body = body } }

        var cache: CRLCache { CRLCache(path: FilePath(folder.file("crl").path)) }

        func fetcher(_ addresses: HTTPClient.Addresses = .any, cached: Bool = true) -> CRLFetcher {
            let client = HTTPClient(trust: .webPKI, addresses: addresses)
            return CRLFetcher(cache: cached ? cache : nil) { (address) throws(CRLFetcher.DownloadFailure) in
                do {
                    let request = try HTTPRequest(.get, HTTPURL(parsing: address))
                    let response = try client.send(request)
                    guard response.status == 200 else { throw CRLFetcher.DownloadFailure(reason: "\(response.status)") }
                    return response.body
                } catch {
                    throw CRLFetcher.DownloadFailure(reason: "\(error)")
                }
            }
        }

        /// The check with a CRL of its CA's.
        func check(_ fetcher: CRLFetcher, now: CertificateDate = .now) async throws -> (
            ServedChain, [CRLFetcher.Failure]
        ) {
            let anchor = try #require(TrustAnchor(ServedCertificate(der: anchor), domain: .custom))
            let verifier = ChainVerifier(anchors: TrustAnchors([anchor]))
            let leaf = ServedCertificate(der: leaf)
            return try await onThread {
                let (chain, failures) = verifier.check([leaf], at: now, fetchingBy: fetcher, now: now)
                return (chain, failures)
            }
        }
    }

    @Test(arguments: ["DER", "PEM"])
    func `a CRL is fetched once, kept, and used`(form: String) async throws {
        let scene = try await Scene()
        scene.serve(try await scene.pki.revocationList(form: form))
        let fetcher = scene.fetcher()
        for _ in 0..<3 {
            let (chain, failures) = try await scene.check(fetcher)
            #expect(chain.path.problems == [])
            #expect(failures == [])
        }
        #expect(scene.count == 1)
        // Another run of the program finds it on disk, and needs nobody.
        scene.serve([])
        let (chain, failures) = try await scene.check(scene.fetcher())
        #expect(chain.path.problems == [])
        #expect(failures == [])
        #expect(scene.count == 1)
        #expect(FileManager.default.fileExists(atPath: scene.cache.file(scene.address).string))
    }

    @Test func `a revoked certificate is found`() async throws {
        let scene = try await Scene()
        scene.serve(try await scene.pki.revocationList(of: ["leaf"]))
        let (chain, _) = try await scene.check(scene.fetcher())
        let reasons = chain.path.problems.compactMap { problem -> String? in
            if case .revoked(let revocation) = problem.kind { revocation.reason } else { nil }
        }
        #expect(reasons == ["keyCompromise"])
    }

    @Test func `many threads ask once`() async throws {
        let scene = try await Scene()
        scene.serve(try await scene.pki.revocationList())
        let fetcher = scene.fetcher(cached: false)
        let (chain, _) = try await scene.check(fetcher)
        let path = chain.path
        try await onThread {
            SideBySide.forEach(below: 100, atOnce: 32) { _ in
                _ = fetcher.fetch(for: path, now: .now)
            }
        }
        #expect(scene.count == 1)
    }

    @Test func `what is out of date is fetched again`() async throws {
        let scene = try await Scene()
        scene.serve(try await scene.pki.revocationList())
        let fetcher = scene.fetcher()
        _ = try await scene.check(fetcher)
        let later = CertificateDate(secondsSince1970: CertificateDate.now.secondsSince1970 + 8 * 86400)
        let (chain, _) = try await scene.check(fetcher, now: later)
        #expect(scene.count == 2)
        #expect(chain.path.problems.map(\.kind) == [.crlExpired])
    }

    @Test func `a cache that somebody has poisoned is fetched anew`() async throws {
        let (scene, other) = try await (Scene(), Scene())
        // Of another CA of the same name: well-formed, in date, and not signed by this one.
        let forged = try await other.pki.revocationList(of: ["leaf"])
        scene.cache.keep(forged, from: scene.address)
        scene.serve(try await scene.pki.revocationList())
        let (chain, failures) = try await scene.check(scene.fetcher())
        #expect(chain.path.problems == [])
        #expect(failures == [])
        #expect(scene.count == 1)
        let kept = scene.cache.lists(from: scene.address)
        #expect(kept.map(\.entryCount) == [0])
    }

    @Test func `a forged CRL is used for nothing and not kept`() async throws {
        let (scene, other) = try await (Scene(), Scene())
        scene.serve(try await other.pki.revocationList(of: ["leaf"]))
        let fetcher = scene.fetcher()
        for _ in 0..<3 {
            let (chain, _) = try await scene.check(fetcher)
            #expect(chain.path.problems.contains { $0.kind == .crlBadSignature })
        }
        #expect(scene.count == 1)
        #expect(scene.cache.lists(from: scene.address).isEmpty)
    }

    @Test(arguments: [[], Array("<html>".utf8), [0x30, 0x80], [UInt8](repeating: 0x30, count: 5000)] as [[UInt8]])
    func `what is no CRL is a failure that says so, and is not asked for at once again`(body: [UInt8]) async throws {
        let scene = try await Scene()
        scene.serve(body)
        let fetcher = scene.fetcher()
        for _ in 0..<2 {
            let (chain, failures) = try await scene.check(fetcher)
            #expect(chain.path.problems.map(\.kind) == [.crlMissing])
            #expect(failures.map(\.address) == [scene.address])
            #expect(failures.first?.reason.hasPrefix("what came is no CRL") == true)
        }
        #expect(scene.count == 1)
    }

    @Test func `a body beyond 2 MiB is cut off`() async throws {
        let scene = try await Scene()
        scene.serve([UInt8](repeating: 0x30, count: (2 << 20) + 1))
        let (_, failures) = try await scene.check(scene.fetcher())
        #expect(failures.first?.reason.contains("bodyTooLarge") == true)
    }

    @Test func `a private address is not asked unless that is allowed`() async throws {
        let scene = try await Scene()
        scene.serve(try await scene.pki.revocationList())
        let (chain, failures) = try await scene.check(scene.fetcher(.publicOnly))
        #expect(failures.first?.reason.contains("addressNotPublic") == true)
        #expect(chain.path.problems.map(\.kind) == [.crlMissing])
        #expect(scene.count == 0)
    }

    @Test(arguments: ["ldap://a.example/cn=CRL", "file:///etc/passwd", "ftp://a.example/a.crl", "a.crl", ""])
    func `other schemes are not asked`(address: String) async throws {
        let scene = try await Scene()
        var path = try await scene.check(scene.fetcher(.publicOnly)).0.path
        path.links[0].certificate.crlDistributionPoints = .present([address], isCritical: false)
        let fetcher = CRLFetcher(cache: nil) { (_) throws(CRLFetcher.DownloadFailure) in
            Issue.record("asked")
            throw CRLFetcher.DownloadFailure(reason: "")
        }
        let (fetched, failures) = fetcher.fetch(for: path, now: .now)
        #expect(fetched.isEmpty)
        #expect(failures.map(\.reason) == ["the address is neither http nor https"])
    }

    @Test func `a certificate with a thousand addresses makes no thousand requests`() async throws {
        let scene = try await Scene()
        var path = try await scene.check(scene.fetcher(.publicOnly)).0.path
        let many = (0..<1000).map { "http://a.example/\($0)" }
        path.links[0].certificate.crlDistributionPoints = .present(many, isCritical: false)
        let fetcher = CRLFetcher(cache: nil) { (address) throws(CRLFetcher.DownloadFailure) in
            throw CRLFetcher.DownloadFailure(reason: "no")
        }
        #expect(fetcher.fetch(for: path, now: .now).failures.count == CRLFetcher.addressLimit)
    }

    @Test(arguments: [
        (["XDG_CACHE_HOME": "/c", "HOME": "/h"], "/c/esimctl/crl"), (["HOME": "/h"], "/h/.cache/esimctl/crl"),
        (["XDG_CACHE_HOME": "relative", "HOME": "/h"], "/h/.cache/esimctl/crl"), (["XDG_CACHE_HOME": ""], nil),
    ])
    func `knows where caches are`(environment: [String: String], path: String?) {
        #expect(CRLCache.standardPath { environment[$0] }?.string == path)
    }
}

extension CertificateDate {
    fileprivate static var now: CertificateDate {
        CertificateDate(secondsSince1970: Int64(Date().timeIntervalSince1970))
    }
}
