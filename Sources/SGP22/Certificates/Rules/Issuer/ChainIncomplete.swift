extension CertificateRule {
    static let chainIncomplete = CertificateRule(
        "chain-incomplete",
        .error,
        reference: "SGP.22 4.5.2.2, RFC 5246 7.4.2",
        title: "An intermediate certificate is missing",
        explanation: """
            The server has to send its certificate and those of all SubCAs up to the root. Without them a phone \
            finds no way to a CI that it trusts; a browser may have kept them from elsewhere, a phone has not.
            """,
        advice: """
            The operator of the server has to install the whole chain. For a file: put the SubCAs' certificates \
            behind the server's.
            """
    ) { examination in
        guard case .intermediateMissing(let reason) = examination.breakOff,
            let last = examination.links.last?.certificate
        else {
            return examination.breakOff == nil ? examination.withObjections("chain-incomplete") : []
        }
        let key = last.issuerKeyIdentifier.map { ", key \($0.shortened)," } ?? ""
        let message =
            "the certificate of the issuer “\(last.issuer)”\(key) is missing; it seems to be an intermediate one, as \(reason)"
        return [Remark(message, at: examination.links.count - 1)]
    }
}
