extension CertificateRule {
    static let chainCAExpired = CertificateRule(
        "chain-ca-expired",
        .error,
        reference: "SGP.22 4.5.2.2",
        title: "The certificate of a SubCA is out of date",
        explanation: "The server's own certificate may be good for longer; phones refuse the chain all the same.",
        advice: """
            The operator of the server has to get the SubCA's new certificate, or one for the server from another \
            SubCA, and to install it.
            """
    ) { examination in
        let at = examination.expectations.at
        return examination.remarksOnSubCAs { certificate in
            guard certificate.hasValidity else { return nil }
            if certificate.notAfter.date < at {
                return "the certificate of “\(certificate.subject)” has expired at \(certificate.notAfter.date)"
            }
            return at < certificate.notBefore.date
                ? "the certificate of “\(certificate.subject)” is valid from \(certificate.notBefore.date)" : nil
        }
    }
}
