extension CertificateRule {
    static let certUnreadable = CertificateRule(
        "cert-unreadable",
        .error,
        reference: "X.690",
        title: "A certificate cannot be read",
        explanation: """
            What stands in the file, or was sent, is no X.509 certificate. The rest of the chain is judged if its \
            leaf can be read; nothing can be said about this one.
            """,
        advice: """
            Give a file with whole certificates in PEM or DER; if a server sends such bytes, its operator has to \
            install the certificate anew.
            """
    ) { examination in
        examination.chain.served.enumerated().compactMap { place, served in
            guard case .unreadable(let reason) = served else { return nil }
            let isLeaf = place == 0
            let which = isLeaf ? "it" : "certificate \(place) of the chain"
            return Remark("\(which) cannot be read: \(reason)", at: isLeaf ? 0 : nil)
        }
    }
}
