extension CertificateRule {
    static let chainExtraCertificate = CertificateRule(
        "chain-extra-certificate",
        .warning,
        reference: "RFC 5246 7.4.2",
        title: "A certificate is sent that is not in the chain",
        explanation: """
            It leads nowhere, makes each handshake longer, and confuses clients that expect each certificate to be \
            the issuer of the one before.
            """,
        advice: "The operator of the server has to take it out of the file that the server sends."
    ) { examination in
        // Where the chain breaks off, what seems superfluous may be the rest of it.
        guard examination.chain.path.endsInAnchor, examination.chain.served.count > 1 else { return [] }
        var position = examination.links.count - 1
        var remarks: [Remark] = []
        for extra in examination.chain.extras {
            position += 1
            if examination.isAnchor(extra.certificate) { continue }
            remarks.append(
                Remark(
                    "“\(extra.certificate.subject)”, certificate \(extra.servedPosition + 1) of those sent, is not in the chain",
                    at: position
                )
            )
        }
        return remarks
    }
}
