import Foundation
import TestSupport
import Testing

@testable import SGP22

@Suite struct `A chain` {
    @Test(arguments: SampleChain.Variant.allCases, CertificateUse.allCases)
    func `without a fault has no finding`(variant: SampleChain.Variant, use: CertificateUse) {
        for curve in [ObjectIdentifier.p256, .brainpoolP256r1] {
            var sample = SampleChain(variant, use: use, curve: curve)
            #expect(sample.verdicts == [])
            sample.trustDomain = .custom
            sample.connect(0xC02B)
            sample.expectations.smdpOID = ObjectIdentifier(unchecked: "2.999.10")
            sample.expectations.ciPKID = KeyIdentifier(Array(KeyIdentifier.sample("Example CI").bytes.prefix(3)))
            sample.expectations.host = "RSP.example.com.:8443"
            #expect(sample.verdicts == [])
            sample.expectations.profile = .web
            #expect(sample.verdicts == [])
        }
    }

    @Test(arguments: SampleFault.all)
    func `with one fault is found by exactly its rule`(fault: SampleFault) {
        var sample = SampleChain(fault.variant, use: fault.use)
        fault.change(&sample)
        #expect(sample.verdicts == ["\(fault.rule) \(fault.severity)"], "\(sample.findings.map(\.message))")
    }

    @Test func `with any fault has findings that say something about it`() {
        for fault in SampleFault.all {
            var sample = SampleChain(fault.variant, use: fault.use)
            fault.change(&sample)
            for finding in sample.findings {
                #expect(!finding.message.isEmpty && !finding.message.hasSuffix(".") && !finding.message.contains("\n"))
                #expect(
                    finding.position.map(sample.chain.certificates.indices.contains) ?? true
                        || sample.certificates.isEmpty
                )
            }
        }
    }

    @Test func `of the public web follows the rules of the web alone`() {
        var sample = SampleChain()
        sample.trustDomain = .public
        sample.leaf.certificatePolicies = .absent
        sample.leaf.keyUsage = .absent
        sample.leaf.signatureAlgorithm = ObjectIdentifier(unchecked: "1.2.840.113549.1.1.11")
        sample.leaf.subjectAlternativeNames = .present([.dns(Array("*.example.com".utf8))], isCritical: false)
        #expect(sample.verdicts == ["ci-public note"])
        sample.expectations.host = "rsp.example.net"
        sample.expectations.profile = .web
        #expect(sample.verdicts == ["host-mismatch error"])
    }

    @Test func `of a test CI is good for who has asked for one`() {
        var sample = SampleChain()
        sample.trustDomain = .gsmaTest
        sample.expectations.acceptsTestCI = true
        #expect(sample.verdicts == [])
    }

    @Test func `whose leaf is trusted itself is judged as any`() {
        var sample = SampleChain()
        sample.certificates.removeLast()
        #expect(sample.verdicts == [])
        sample.leaf.keyUsage = .absent
        sample.leaf.serialNumber = [0]
        #expect(sample.verdicts == ["serial-not-positive error", "ku-missing error"])
    }

    @Test func `of v3 is not good for v2, and one of v2 is`() {
        var old = SampleChain(.o)
        old.expectations.specification = .v2
        #expect(old.verdicts == [])
        var new = SampleChain(.ov3)
        new.expectations.specification = .v2
        #expect(new.verdicts == ["policy-role error"])
    }

    @Test func `with 10,000 bad names has one finding about them`() {
        var sample = SampleChain()
        sample.leaf.subjectAlternativeNames = .present(
            [.dns(Array("rsp.example.com".utf8)), .registeredID(ObjectIdentifier(unchecked: "2.999.10"))]
                + (0..<10_000).map { .dns(Array("bad_\($0).example.com".utf8)) },
            isCritical: false
        )
        #expect(sample.verdicts == ["san-dns-syntax warning"])
        #expect(sample.findings.first?.message.contains("(and 9999 more)") == true)
    }
}

@Suite struct `An objection of the path check` {
    static let kinds: [ServedChain.Problem.Kind] =
        [
            .issuerNotFound, .selfSigned, .badSignature, .unreadableTime, .notCA, .maySignNoCertificates, .pathLength,
            .chainTooLong, .nameConstraint, .unreadableNameConstraint, .unknownCriticalExtension, .unreadableExtension,
            .purpose, .keyIdentifierMissing, .keyIdentifierMismatch, .explicitParameters, .signatureAlgorithmMismatch,
            .weak, .revoked(.init()), .crlMissing, .crlExpired, .crlNotYetValid, .crlBadSignature, .crlUnusable,
        ] + (-1...120).map { .other(code: $0, text: "the text of \($0)") }

    /// Dates are left out: the rules read them themselves, since OpenSSL takes the last second for one too late.
    @Test(arguments: kinds)
    func `is answered by exactly one rule, under all rules and at every place`(kind: ServedChain.Problem.Kind) {
        for profile in CertificateExpectations.Profile.allCases {
            for use in CertificateUse.allCases {
                for position in [0, 1, 2, nil] {
                    var sample = SampleChain(.a, use: use)
                    sample.expectations.profile = profile
                    sample.problems = [.init(kind, position: position)]
                    let examination = Examination(chain: sample.chain, expectations: sample.expectations)
                    let expected = examination.rule(answeringFor: sample.problems[0])
                    let rules = sample.findings.filter { $0.severity > .note }.map(\.rule)
                    if case .other(10...12, _) = kind { continue }
                    if (expected == "host-mismatch" || expected == "eku-server-auth-missing") && use != .tls {
                        continue
                    }
                    #expect(rules == [expected], "\(kind) \(profile) \(use) \(String(describing: position))")
                }
            }
        }
    }

    @Test func `to dates leads to the rule of the certificate's place`() {
        let sample = SampleChain(.a)
        let examination = Examination(chain: sample.chain, expectations: sample.expectations)
        let rules = (0..<3).map { examination.rule(answeringFor: .init(.expired, position: $0)) }
        #expect(rules == ["cert-expired", "chain-ca-expired", "ci-expired"])
        #expect(examination.rule(answeringFor: .init(.notYetValid, position: 0)) == "cert-not-yet-valid")
    }
}

@Suite struct `The rules for certificates` {
    /// The ids of the specification's table: they never change.
    static let ids: [String] = """
        cert-unreadable der-encoding der-trailing-data version serial-not-positive serial-too-long serial-reused
        time-encoding validity-order cert-expired cert-not-yet-valid cert-expires-soon validity-too-long
        signature-algorithm signature-algorithm-mismatch key-algorithm key-curve key-explicit-params
        key-point-compressed chain-mixed-curves subject-o-missing subject-cn-missing leaf-is-ca ku-missing
        ku-not-critical ku-digital-signature-missing ku-extra eku-missing eku-not-critical eku-server-auth-missing
        eku-client-auth-missing eku-extra policy-missing policy-role policy-multiple-roles policy-variant
        chain-ca-policy san-missing san-dns-missing san-rid-missing san-wildcard san-nul san-dns-syntax host-mismatch
        host-not-fqdn ski-missing ski-method aki-missing aki-mismatch crldp-missing crldp-scheme ext-unknown-critical
        ext-duplicate chain-self-signed ci-unknown chain-incomplete issuer-dn-mismatch ci-test ci-expired ci-public
        ci-pkid-mismatch rid-mismatch chain-signature chain-order chain-extra-certificate chain-root-sent chain-pathlen
        chain-ca-not-ca chain-ca-key-usage chain-ca-expired chain-name-constraints revoked crl-unavailable crl-expired
        crl-not-yet-valid crl-signature tls-version tls-suite tls-client-cert-requested tls-handshake
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    /// Those of the step after TLS, InitiateAuthentication: they judge an answer, and not the certificates.
    static let idsOfAuthentication = [
        "auth-answer", "auth-transaction", "auth-challenge", "auth-server-address", "auth-signature", "auth-ci-key",
    ]

    @Test func `are those of the table, each once`() {
        let found = CertificateRule.all.map(\.id)
        #expect(found.sorted() == (Self.ids + Self.idsOfAuthentication).sorted())
        #expect(Set(found).count == found.count)
    }

    @Test func `have each a fault in these tests`() {
        #expect(Set(Self.ids).subtracting(SampleFault.all.map(\.rule)) == [])
    }

    @Test func `are each in a file of their own, and listed`() throws {
        let folder = Fixture.root.appending(path: "Sources/SGP22/Certificates/Rules").path
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
        let names = files.map { ($0 as NSString).lastPathComponent.dropLast(6).lowercased() }
        let expected = CertificateRule.all.map { $0.id.filter { $0 != "-" } }
        #expect(Set(names) == Set(expected), "not listed in CertificateRule+All.swift, or without a file")
    }

    @Test func `say in whole sentences why they are there and what to do`() {
        for rule in CertificateRule.all {
            #expect(!rule.title.hasSuffix(".") && rule.title.first?.isUppercase == true, "\(rule.id)")
            #expect(rule.explanation.hasSuffix(".") && rule.advice.hasSuffix("."), "\(rule.id)")
            #expect(!rule.reference.isEmpty, "\(rule.id)")
        }
    }
}
