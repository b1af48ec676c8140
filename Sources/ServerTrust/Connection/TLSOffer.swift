/// What a client hello offers. Each probe needs another one, as a server shows its certificate only to whom it can talk.
enum TLSOffer: Hashable, Sendable, CaseIterable {
    /// All that SM-DP+ may use: TLS 1.2 and 1.3, P-256 and brainpoolP256r1.
    case everything
    /// The same without TLS 1.3, at which OpenSSL 3.0 and servers with brainpool keys fail each other (openssl#25697).
    case upToTLS12
    /// No brainpool: a server with two certificates shows the other one.
    case withoutBrainpool
    /// Of the curves of certificates only brainpoolP256r1; P-384 and X25519 are there for the key exchange.
    case onlyBrainpool
    /// TLS 1.2 with the two cipher suites of SGP.22 v2 alone, to learn whether a phone of that edition is served.
    case onlySuitesOfV2
    /// What SGP.22 no longer allows, to learn that a server speaks nothing else.
    case beforeTLS12

    /// In the order of preference, as OpenSSL reads it.
    var groups: String {
        switch self {
        case .everything, .upToTLS12, .onlySuitesOfV2, .beforeTLS12: "P-256:P-384:X25519:brainpoolP256r1"
        case .withoutBrainpool: "P-256:P-384:X25519"
        case .onlyBrainpool: "brainpoolP256r1:P-384:X25519"
        }
    }

    /// The suites of SGP.22 2.6.6 first. Weak keys and digests are let through: the rules are to see them.
    var cipherSuites: String {
        let ofV2 = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-SHA256"
        return self == .onlySuitesOfV2
            ? "\(ofV2):@SECLEVEL=0" : "\(ofV2):ALL:!COMPLEMENTOFDEFAULT:!eNULL:@SECLEVEL=0"
    }
}
