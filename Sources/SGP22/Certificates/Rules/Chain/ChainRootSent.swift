extension CertificateRule {
    static let chainRootSent = CertificateRule(
        "chain-root-sent",
        .note,
        reference: "RFC 5246 7.4.2",
        title: "The root is sent along",
        explanation: """
            Who trusts the root has it, and who does not gains nothing by it. It only makes each handshake longer.
            """,
        advice: "The operator of the server may take the root out of the file that the server sends."
    ) { examination in
        guard let anchor = examination.anchorPosition else { return [] }
        let isSent =
            examination.links[anchor].servedPosition != nil
            || examination.chain.served.contains { $0.certificate.map(examination.isAnchor) == true }
        return isSent
            ? [Remark("the server sends the root “\(examination.links[anchor].certificate.subject)” along", at: anchor)]
            : []
    }
}
