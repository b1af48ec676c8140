/// One remark about a server's certificates.
public struct CertificateFinding: Hashable, Sendable {
    /// The id of the rule that is broken.
    public let rule: String
    public let severity: Severity
    /// The place of the certificate in the reported chain, the leaf being 0; `nil` when it is about no single one.
    public let position: Int?
    /// What exactly is the matter, in English: one sentence without a full stop.
    public let message: String
    /// The clause that the rule comes from.
    public let reference: String
    /// What to do about it, and who has to, in English.
    public let advice: String
}

extension CertificateRule {
    /// All findings about a chain, in the order of the rules.
    public static func findings(in chain: ServedChain, expecting expectations: CertificateExpectations)
        -> [CertificateFinding]
    {
        let examination = Examination(chain: chain, expectations: expectations)
        var findings: [CertificateFinding] = []
        for rule in all where rule.applies(to: examination) {
            for remark in rule.check(examination) {
                findings.append(
                    CertificateFinding(
                        rule: rule.id,
                        severity: remark.severity ?? rule.severity,
                        position: remark.position,
                        message: remark.message,
                        reference: rule.reference,
                        advice: rule.advice
                    )
                )
            }
        }
        return findings
    }

    private func applies(to examination: Examination) -> Bool {
        (!scope.isTLSOnly || examination.expectations.use == .tls) && (!scope.isGSMAOnly || examination.followsGSMA)
    }
}
