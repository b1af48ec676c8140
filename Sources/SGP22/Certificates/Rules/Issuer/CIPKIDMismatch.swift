extension CertificateRule {
    static let ciPKIDMismatch = CertificateRule(
        "ci-pkid-mismatch",
        .error,
        reference: "SGP.22 4.1",
        title: "The chain ends in another CI than the one that was asked for",
        explanation: """
            The activation code, or the caller, names the key of the CI that the server has to be under. An \
            activation code may have only its first digits.
            """,
        advice: """
            Whoever issues the activation codes has to put in the key identifier of the server's CI. A server with \
            certificates of several CIs has to be asked for the right one.
            """,
        scope: .gsma
    ) { examination in
        guard let expected = examination.expectations.ciPKID, examination.chain.path.endsInAnchor,
            let root = examination.links.last?.certificate
        else { return [] }
        let key = root.subjectKeyIdentifier.value ?? root.publicKey.sha1
        guard !key.bytes.starts(with: expected.bytes) else { return [] }
        return [
            Remark("the CI's key is \(key.shortened), and not \(expected.shortened)", at: examination.links.count - 1)
        ]
    }
}
