extension CertificateRule {
    static let skiMethod = CertificateRule(
        "ski-method",
        .warning,
        reference: "SGP.22 4.5.2.1",
        title: "The subject key identifier is not the SHA-1 digest of the key",
        explanation: """
            Nearly all certificates have the SHA-1 digest of the bits of the key there, by which eUICCs and LPAs may \
            look for it. About one in forty live ones has something else.
            """,
        advice: "Nothing breaks as a rule; the CI ought to use the SHA-1 digest in the next certificate."
    ) { examination in
        let remarks =
            examination.followsGSMA
            ? examination.remarksOnSubordinates { certificate in
                guard let identifier = certificate.subjectKeyIdentifier.value, identifier != certificate.publicKey.sha1
                else { return nil }
                return
                    "the subject key identifier is \(identifier.shortened), and the SHA-1 digest of the key is \(certificate.publicKey.sha1)"
            } : []
        return examination.withObjections("ski-method", remarks)
    }
}
