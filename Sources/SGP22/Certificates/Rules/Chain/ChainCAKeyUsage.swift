extension CertificateRule {
    static let chainCAKeyUsage = CertificateRule(
        "chain-ca-key-usage",
        .error,
        reference: "RFC 5280 4.2.1.3",
        title: "A CA of the chain may not sign certificates",
        explanation: "The key usage of a CA has keyCertSign. The key of this one was meant for something else.",
        advice: "The CI has to issue the SubCA's certificate anew with the key usage keyCertSign."
    ) { examination in
        let remarks = examination.remarksOnSubCAs { certificate in
            guard certificate.isCA, certificate.canHaveExtensions, !certificate.maySignCertificates else { return nil }
            switch certificate.keyUsage {
            case .unreadable: return nil
            case .absent: return examination.followsGSMA ? "“\(certificate.subject)” has no key usage" : nil
            case .present(let usage, _):
                return
                    "the key usage of “\(certificate.subject)” is \(usage.isEmpty ? "empty" : usage.names.joined(separator: ", ")), without keyCertSign"
            }
        }
        return examination.withObjections("chain-ca-key-usage", remarks)
    }
}
