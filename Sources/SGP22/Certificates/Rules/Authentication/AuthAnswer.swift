extension CertificateRule {
    static let authAnswer = CertificateRule(
        "auth-answer",
        .error,
        reference: "SGP.22 5.6.1",
        title: "The server does not answer InitiateAuthentication",
        explanation: """
            A download begins with InitiateAuthentication: the server signs a challenge. A server that refuses it, or answers with \
            something else than the JSON of ES9+, serves no phone.
            """,
        advice: """
            The operator of the server has to look why; a refusal carries the codes of SGP.22 5.2.6. If the answer is a web page, the \
            address leads to something else than an SM-DP+.
            """
    ) { examination in
        switch examination.chain.authentication {
        case .refused(let status):
            let code = status.code.map { " with \($0.subjectCode) / \($0.reasonCode)" } ?? ""
            let words = status.code?.message.map { ", saying “\(DistinguishedName.escaped($0))”" } ?? ""
            return [Remark("the server has refused InitiateAuthentication\(code)\(words)")]
        case .unusable(let reason): return [Remark("the answer to InitiateAuthentication cannot be used: \(reason)")]
        case .session, nil: break
        }
        return examination.disagreements.compactMap { disagreement in
            guard case .unreadable(let error) = disagreement else { return nil }
            return Remark("\(error.field.rawValue) in the answer to InitiateAuthentication cannot be read")
        }
    }
}
