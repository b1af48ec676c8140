extension KnownCI {
    /// The issuers that are known, the live ones of the GSMA first: facts read from copies of their certificates in 2026.
    ///
    /// Two certificates may be of one key, and two keys may have one name, so neither finds a single entry: the SHA-256
    /// digest does.
    public static let all: [KnownCI] = [
        KnownCI(
            "gsma-ci1",
            name: "GSM Association - RSP2 Root CI1",
            key: "81370f5125d0b1d408d4c3b232e6d25e795bebfb",
            sha256: "5e3e91fd454327c3af5d32a7a73bbc59fe43aa7d85fd32d5db44423f80a56bb3",
            curve: "P-256",
            from: "2017-02-22T00:00:00Z",
            until: "2052-02-21T23:59:59Z",
            domain: .gsmaLive,
            crl: "http://gsma-crl.symauth.com/offlineca/gsma-rsp2-root-ci1.crl"
        ),
        KnownCI(
            "oiste-g1",
            name: "OISTE GSMA CI G1",
            key: "4c27967ad20c14b391e9601e41e604ad57c0222f",
            sha256: "9c9fa2e94602c260137122d9704d79993a6ef6d067ce0999ec2f4c109dd7a1a2",
            curve: "P-256",
            from: "2024-01-16T23:17:39Z",
            until: "2059-01-07T23:17:38Z",
            domain: .gsmaLive,
            crl: "http://public.wisekey.com/crl/ogsmacig1.crl"
        ),
        KnownCI(
            "entrust",
            name: "Entrust eSIM Certification Authority",
            key: "16704b7f351e3607f18c4b70005c3a003dfd414a",
            sha256: "94457e185c7059ddd484fba87f86d10c2ee89e95571982c4df3de67e8f52007c",
            curve: "P-256",
            from: "2016-11-16T16:04:02Z",
            until: "2051-10-16T16:34:02Z",
            domain: .vendor,
            crl: "http://crl.entrust.net/entesimca.crl"
        ),
        KnownCI(
            "china-unicom",
            name: "China Unicom eSIM Root CA",
            key: "16b5d16048e3ea02bd4b606e5f77a4bf20808d83",
            sha256: "fe84f0a32d8c2b109878beecd963482fcdb224558c25729d29f6c3226d40fd40",
            curve: "P-256",
            from: "2017-03-06T17:00:00Z",
            until: "2037-03-06T17:00:00Z",
            domain: .vendor,
            crl: "http://esimcrl.uni-ca.com.cn:6666/download/n1.crl"
        ),
        KnownCI(
            "china-mobile",
            name: "CMCA eSIM Root CA_NIST",
            key: "cdf6d1c0a7b07f98a861b6e378b82f648d99663e",
            sha256: "5f6a51e557a30f16da4b4073624173766987d712b986299565b0645e8a24f0e9",
            curve: "P-256",
            from: "2017-09-05T02:00:00Z",
            until: "2052-09-05T02:00:00Z",
            domain: .vendor,
            crl: "http://221.176.65.55:8081/crldownload/nA.crl"
        ),
        KnownCI(
            "idemia-mc4",
            name: "MC4 OT ROOT CI v1",
            key: "cd6e60b72d7a063cbc84625b91e80fe30406e13e",
            sha256: "36e6bc23ae1aa685bd7bc50715b592768781c951da216c3fc83d9c58f2abf4b7",
            curve: "P-256",
            from: "2016-11-15T00:00:01Z",
            until: "2046-11-08T23:59:59Z",
            domain: .vendor
        ),
        KnownCI(
            "gd-google-pixel",
            name: " SubMan V4.2 CI Google Pixel",
            key: "b60f0b897fd630b88cfed6161f8ea808c5382ac3",
            sha256: "2ce2d6787f3b6411b89e675e7eb3e87f88179bf5b08a6ec78d95a6167700c78b",
            curve: "P-256",
            from: "2017-05-10T00:00:00Z",
            until: "2027-05-10T00:00:00Z",
            domain: .vendor
        ),
        KnownCI(
            "gd-subman",
            name: "SubMan V4.2 CI",
            key: "ea53adef3329b9509afd755fd448b82dc1bcecff",
            sha256: "1b783460950861b8ea504afa9f3cd6052b443d81db1ae7a64a0c6986f4a39173",
            curve: "P-256",
            from: "2016-08-12T13:51:48Z",
            until: "2026-08-12T13:51:48Z",
            domain: .vendor,
            crl: "http://gi-de.com/test.crl.pem"
        ),
        KnownCI(
            "symantec-test",
            name: "Symantec Corporation RSP Test Root CA - For Test Purposes Only",
            key: "665a1433d67c1a2c5db8b52c967f10a057ba5cb2",
            sha256: "7ddac82323ba95973b2da726162206e93dddf0fbf69cc31647f78592d7b86d7d",
            curve: "P-256",
            from: "2017-07-11T00:00:00Z",
            until: "2049-12-31T23:59:59Z",
            domain: .gsmaTest,
            crl: "http://pki-crl.symauth.com/SymantecRSPTestRootCA/LatestCRL.crl"
        ),
        KnownCI(
            "china-unicom-test",
            name: "China Unicom eSIM Root CA NISTP BZTEST",
            key: "7c0e5470143ea8998ed9df300574c92e5a9acb1f",
            sha256: "e24002524e5549759e1767f44707bd2d788b0283cf5211e4d04b5fb913e3d45e",
            curve: "P-256",
            from: "2018-04-03T02:00:00Z",
            until: "2038-04-03T02:00:00Z",
            domain: .gsmaTest,
            crl: "http://124.207.215.117:18099/download/n1.crl"
        ),
        KnownCI(
            "sgp26-v1-nist-2017",
            name: "GSMA Test CI",
            key: "f54172bdf98a95d65cbeb88a38a1c11d800a85c3",
            sha256: "66352d0d45128608023066d8eacb254ee4024d9fc9ce002ba285b9de20cc58b2",
            curve: "P-256",
            from: "2017-02-01T15:39:42Z",
            until: "2052-02-01T15:39:42Z",
            domain: .gsmaTest,
            crl: "http://ci.test.gsma.com/CRL-A.crl"
        ),
        KnownCI(
            "sgp26-v1-brainpool-2017",
            name: "GSMA Test CI",
            key: "c0bc70ba36929d43b467ff57570530e57ab8fcd8",
            sha256: "6d6a8f2fcd92dfba2af0091b552dbd25105aae2dc84240a1cef19b63faad2c5a",
            curve: "brainpoolP256r1",
            from: "2017-04-19T10:34:38Z",
            until: "2052-04-18T10:34:38Z",
            domain: .gsmaTest,
            crl: "http://ci.test.gsma.com/CRL-A.crl"
        ),
        KnownCI(
            "sgp26-v1-nist",
            name: "Test CI",
            key: "f54172bdf98a95d65cbeb88a38a1c11d800a85c3",
            sha256: "597251c8a337d8ed1103aa1eb002227d5f9558e602852a03bde9a9ae632cafb4",
            curve: "P-256",
            from: "2020-04-01T08:27:51Z",
            until: "2055-04-01T08:27:51Z",
            domain: .gsmaTest,
            crl: "http://ci.test.example.com/CRL-A.crl"
        ),
        KnownCI(
            "sgp26-v1-brainpool",
            name: "Test CI",
            key: "c0bc70ba36929d43b467ff57570530e57ab8fcd8",
            sha256: "400898356e9248d3a0a9ff0a70c0afe4a7d9135adabff3be4b7bd4d484dbdee9",
            curve: "brainpoolP256r1",
            from: "2020-04-01T08:27:51Z",
            until: "2055-04-01T08:27:51Z",
            domain: .gsmaTest,
            crl: "http://ci.test.example.com/CRL-A.crl"
        ),
        KnownCI(
            "sgp26-v3-nist",
            name: "Test CI",
            key: "34eecf13156518d48d30bdf06853404d115f955d",
            sha256: "db01e5c88878ebd792832edd45e649ec0a8af7a5ccfba8e41f12a023ec40f198",
            curve: "P-256",
            from: "2023-05-31T12:50:28Z",
            until: "2058-05-30T12:50:28Z",
            domain: .gsmaTest
        ),
        KnownCI(
            "sgp26-v3-brainpool",
            name: "Test CI",
            key: "2209f61cd9ec5c9c854e787341ff83ecf9776a5b",
            sha256: "235280c8fc1c8502cf9f52c6240e4473197fad4af2c61b3c941d528cbf3d7aa9",
            curve: "brainpoolP256r1",
            from: "2023-06-02T13:05:43Z",
            until: "2058-06-01T13:05:43Z",
            domain: .gsmaTest
        ),
        // No copy of its certificate was found. It is for SGP.02 (M2M), and signs nothing that SGP.22 wants.
        KnownCI(
            "gsma-m2m31-ci2",
            name: "GSM Association - M2M31 Root CI2",
            key: "d7a7d0c7c04ea76076e3f44faebde8779e2948d4",
            until: "2052-03-15T00:00:00Z",
            domain: .gsmaLive
        ),
    ]

    /// The known issuers whose key has this identifier, in full.
    public static func known(byKey keyIdentifier: KeyIdentifier) -> [KnownCI] {
        all.filter { $0.keyIdentifier == keyIdentifier }
    }

    /// The known issuer whose certificate has this SHA-256 digest.
    public static func known(bySHA256 digest: [UInt8]) -> KnownCI? {
        all.first { $0.sha256 == digest }
    }

    /// The known issuer with this short name.
    public static func known(byID id: String) -> KnownCI? {
        all.first { $0.id == id }
    }

    /// Reads what the table spells as text; a test reads every entry back.
    private init(
        _ id: String,
        name: String,
        key: String,
        sha256: String? = nil,
        curve: String? = nil,
        from notBefore: String? = nil,
        until notAfter: String? = nil,
        domain: TrustDomain,
        crl: String? = nil
    ) {
        self.id = id
        self.name = name
        keyIdentifier = KeyIdentifier(hexadecimal: key) ?? KeyIdentifier([])
        self.sha256 = sha256.flatMap { [UInt8](hexadecimal: $0) }
        self.curve = curve
        self.notBefore = notBefore.flatMap { CertificateDate(parsing: $0) }
        self.notAfter = notAfter.flatMap { CertificateDate(parsing: $0) }
        self.domain = domain
        crlAddress = crl
        certificateAddress = sha256.map { _ in domain == .gsmaTest ? Self.testBundle : Self.bundle }
    }

    /// Where copies of the certificates that are in use are published, all in one file.
    private static let bundle = "https://euicc-manual.osmocom.org/docs/pki/ci/bundle.pem"
    /// The same of test certificates.
    private static let testBundle = "https://euicc-manual.osmocom.org/docs/pki/ci/bundle-tests.pem"
}
