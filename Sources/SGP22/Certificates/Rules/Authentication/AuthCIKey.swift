extension CertificateRule {
    static let authCIKey = CertificateRule(
        "auth-ci-key",
        .error,
        reference: "SGP.22 5.6.1",
        title: "The server asks for a CI that was not offered",
        explanation: """
            The LPA offers the CI keys that the eUICC knows, and the server chooses one of them. With another one the eUICC cannot answer.
            """,
        advice: """
            The operator of the server has to choose among the keys of euiccCiPKIdListForSigning.
            """
    ) { examination in
        examination.disagreements.compactMap { disagreement in
            guard case .ciKey(let key) = disagreement else { return nil }
            return Remark("euiccCiPKIdToBeUsed is \(key), which was not offered")
        }
    }
}
