extension CertificateRule {
    /// Every rule, in the order in which findings are listed.
    public static let all: [CertificateRule] = [
        keyCurve
    ]
}
