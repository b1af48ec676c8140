extension CertificateRule {
    static let leafIsCA = CertificateRule(
        "leaf-is-ca",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The server's certificate is a CA's",
        explanation: """
            Whoever has the server's key could issue certificates for any other server. OpenSSL takes such a \
            certificate for a server without a word.
            """,
        advice: """
            The CI has to issue the certificate anew, without the basic constraint CA. If the file has the chain in \
            another order, put the server's certificate first.
            """
    ) { examination in
        let remarks =
            examination.followsGSMA
            ? examination.remarksOnLeaf { $0.isCA ? "the certificate says that it is a CA's" : nil } : []
        return examination.withObjections("leaf-is-ca", remarks)
    }
}
