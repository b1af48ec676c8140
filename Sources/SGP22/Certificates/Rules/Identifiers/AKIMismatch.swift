extension CertificateRule {
    static let akiMismatch = CertificateRule(
        "aki-mismatch",
        .error,
        reference: "SGP.22 4.5.2.1, RFC 5280 4.2.1.1",
        title: "The authority key identifier names another key than the issuer's",
        explanation: """
            The CA that has the issuer's name has another key than the one that the certificate says has signed it. \
            eUICCs look for the key, find none, and refuse; OpenSSL reports that the issuer is missing.
            """,
        advice: "The CI has to issue the certificate anew with the identifier of its key."
    ) { examination in
        var remarks: [Remark] = []
        if examination.breakOff == .otherKey, let last = examination.links.last?.certificate {
            let key = last.issuerKeyIdentifier.map(\.shortened) ?? "no key"
            remarks.append(
                Remark(
                    "the certificate names the key \(key) as its issuer's, and “\(last.issuer)” has another",
                    at: examination.links.count - 1
                )
            )
        }
        return examination.withObjections("aki-mismatch", remarks)
    }
}
