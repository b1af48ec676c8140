extension CertificateRule {
    static let keyPointCompressed = CertificateRule(
        "key-point-compressed",
        .warning,
        reference: "SGP.22 4.5.2.1",
        title: "The key is written in its compressed form",
        explanation: """
            SGP.22 wants the point of the key in full. OpenSSL reads the short form too; an eUICC need not.
            """,
        advice: """
            The operator of the server ought to have the CI issue the certificate with the key in its uncompressed \
            form.
            """,
        scope: .gsma
    ) { examination in
        examination.remarksOnSubordinates { certificate in
            certificate.publicKey.isCompressed ? "the point of the key is compressed" : nil
        }
    }
}
