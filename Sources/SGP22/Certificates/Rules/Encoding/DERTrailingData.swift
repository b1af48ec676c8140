extension CertificateRule {
    static let derTrailingData = CertificateRule(
        "der-trailing-data",
        .error,
        reference: "X.690",
        title: "Bytes follow behind the certificate",
        explanation: """
            Something stands behind the end of the certificate. Programs that read PEM pass over it in silence; \
            others refuse the certificate.
            """,
        advice: "Whoever made the file has to cut it off behind the certificate; on a server that is its operator."
    ) { examination in
        examination.remarksOnSubordinates { certificate in
            let count = certificate.encoding.trailingByteCount
            return count == 0 ? nil : "\(count) \(count == 1 ? "byte follows" : "bytes follow") behind the certificate"
        }
    }
}
