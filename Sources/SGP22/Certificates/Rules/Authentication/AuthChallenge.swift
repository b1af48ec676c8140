extension CertificateRule {
    static let authChallenge = CertificateRule(
        "auth-challenge",
        .error,
        reference: "SGP.22 5.6.1",
        title: "The server has signed another challenge",
        explanation: """
            The eUICC's challenge is random and comes back under the signature. Another one means that an old answer is played back, or \
            that the server mixes up its sessions.
            """,
        advice: """
            The operator of the server has to see to it that no answer is cached on the way and that each session has its own.
            """
    ) { examination in
        guard examination.disagreements.contains(.challenge) else { return [] }
        return [Remark("the challenge in serverSigned1 is not the one that was sent")]
    }
}
