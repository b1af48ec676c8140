extension CertificateRule {
    static let authTransaction = CertificateRule(
        "auth-transaction",
        .error,
        reference: "SGP.22 5.6.1",
        title: "The session is not the one that was signed",
        explanation: """
            The transaction ID stands in the answer and, signed, in serverSigned1. An LPA that goes on with another one than was signed \
            may be led into somebody else's session.
            """,
        advice: """
            The operator of the server has to send the same transaction ID in both places.
            """
    ) { examination in
        guard examination.disagreements.contains(.transactionID) else { return [] }
        return [Remark("transactionId in the answer is another than in serverSigned1")]
    }
}
