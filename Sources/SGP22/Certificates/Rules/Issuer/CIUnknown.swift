extension CertificateRule {
    static let ciUnknown = CertificateRule(
        "ci-unknown",
        .error,
        reference: "SGP.22 4.5.2.2",
        title: "The chain leads to a CI that is not trusted",
        explanation: """
            The certificate is in order as far as can be seen, and was issued by a CI that is not among those in use \
            here. An eUICC that does not have this CI's key refuses the server as well.
            """,
        advice: """
            If you trust the CI, add its certificate with `esimctl ca add` or name it with `--ca`. Otherwise the \
            operator of the server has to use a certificate of a CI that your eUICCs have.
            """
    ) { examination in
        guard let last = examination.links.last?.certificate else { return [] }
        let position = examination.links.count - 1
        switch examination.breakOff {
        case .known(let issuer):
            return [
                Remark(
                    "the server's certificate is from \(issuer.name.asQuoted) (key \(issuer.keyIdentifier)), a CI that is known and not trusted here; its short name is \(issuer.id)",
                    at: position
                )
            ]
        case .unknown(let reason):
            let key = last.issuerKeyIdentifier.map { ", key \($0.shortened)," } ?? ""
            return [
                Remark(
                    "the issuer “\(last.issuer)”\(key) is not among the CIs that are trusted or known; it seems to be a CI, as \(reason)",
                    at: position
                )
            ]
        default: return []
        }
    }
}
