extension CertificateRule {
    static let tlsSuite = CertificateRule(
        "tls-suite",
        .warning,
        reference: "SGP.22 2.6.6",
        title: "The server has chosen a cipher suite outside of SGP.22",
        explanation: """
            Phones offer TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 or TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, and a \
            server has to take one of them. We offer all: a stronger suite of the same kind, or one of TLS 1.3, is \
            fine. A weaker one says that the server does not know better, or chooses badly. With --spec v2 we ask once \
            more with the two alone, as a phone of that edition does.
            """,
        advice: "The operator of the server has to allow the two suites, and put them before weaker ones.",
        scope: .gsmaTLS
    ) { examination in
        guard let connection = examination.chain.connection else { return [] }
        // With a key that is not on a curve the suite is another by necessity: that is one fault, and key-algorithm has it.
        guard examination.leaf?.publicKey.isEllipticCurve ?? true else { return [] }
        guard connection.takesSuitesOfV2 != false else {
            return [Remark("the server takes neither of the two suites of SGP.22 v2")]
        }
        switch connection.cipherSuiteNumber {
        case 0xC023, 0xC024, 0xC02B, 0xC02C, 0xC0AC...0xC0AF, 0xCCA9: return []
        case 0x1301...0x1305: return []
        // ARIA and Camellia with 128 and 256 bits.
        case 0xC048, 0xC049, 0xC05C, 0xC05D, 0xC072, 0xC073, 0xC086, 0xC087: return []
        default: return [Remark("the server has chosen \(DistinguishedName.escaped(connection.cipherSuite))")]
        }
    }
}
