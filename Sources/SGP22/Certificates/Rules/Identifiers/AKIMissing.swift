extension CertificateRule {
    static let akiMissing = CertificateRule(
        "aki-missing",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The authority key identifier is missing",
        explanation: """
            The certificate does not say which key has signed it. eUICCs and LPAs choose the CI by that identifier, \
            and not by its name.
            """,
        advice: "The CI has to issue the certificate anew with the identifier of its key."
    ) { examination in
        let remarks = examination.remarksOnSubordinates { certificate in
            guard certificate.canHaveExtensions, !certificate.isSelfIssued,
                !certificate.authorityKeyIdentifier.isUnreadable
            else { return nil }
            guard certificate.issuerKeyIdentifier == nil else { return nil }
            return certificate.authorityKeyIdentifier.isAbsent
                ? "the certificate has no authority key identifier" : "the authority key identifier names no key"
        }
        return examination.withObjections("aki-missing", remarks)
    }
}
