extension CertificateRule {
    static let chainSignature = CertificateRule(
        "chain-signature",
        .error,
        reference: "SGP.22 4.5.2.2",
        title: "A signature in the chain is wrong",
        explanation: """
            The certificate was not signed by the key of the CA that it names, or was changed afterwards. It may be \
            forged. Whatever else OpenSSL's path check refuses and no other rule explains is listed here too.
            """,
        advice: """
            Do not use the server. Its operator has to install the certificate as the CI has issued it, and to find \
            out where this one came from.
            """
    ) { examination in
        var remarks: [Remark] = []
        if case .notSigned(let anchor) = examination.breakOff {
            remarks.append(
                Remark(
                    "the certificate names the key of “\(anchor)” as its issuer's, and that key has not signed it",
                    at: examination.links.count - 1
                )
            )
        }
        return examination.withObjections("chain-signature", remarks)
    }
}
