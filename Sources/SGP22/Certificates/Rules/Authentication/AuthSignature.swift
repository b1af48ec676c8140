extension CertificateRule {
    static let authSignature = CertificateRule(
        "auth-signature",
        .error,
        reference: "SGP.22 5.6.1, 2.6.7.2",
        title: "The signature of the server is not by the key of its certificate",
        explanation: """
            serverSignature1 proves that the server holds the key of CERT.DPauth. With a signature of another key, or over other data, \
            anyone could have sent that certificate. An eUICC ends the session with such a server.
            """,
        advice: """
            Trust nothing that comes from this server. Its operator has to look whether certificate and key belong together, and \
            whether something between you and the server changes its answers.
            """
    ) { examination in
        guard case .session(false, _) = examination.chain.authentication else { return [] }
        return [Remark("serverSignature1 is not a signature over serverSigned1 by the key of this certificate", at: 0)]
    }
}
