extension CertificateRule {
    static let revoked = CertificateRule(
        "revoked",
        .error,
        reference: "SGP.22 4.6",
        title: "The certificate is revoked",
        explanation: """
            The CA that has issued the certificate has withdrawn it, because the key was stolen or the server is no \
            longer what it was.
            """,
        advice: "Do not use the server. Its operator has to make a new key and get a new certificate."
    ) { examination in
        examination.chain.path.problems.compactMap { problem in
            guard case .revoked(let revocation) = problem.kind else { return nil }
            let date = revocation.date.map { " since \($0)" } ?? ""
            let reason = revocation.reason.map { ", for the reason \(DistinguishedName.escaped($0))" } ?? ""
            return Remark("the certificate is revoked\(date)\(reason)", at: problem.position)
        }
    }
}
