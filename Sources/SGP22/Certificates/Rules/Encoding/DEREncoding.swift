extension CertificateRule {
    static let derEncoding = CertificateRule(
        "der-encoding",
        .error,
        reference: "X.690 10",
        title: "The certificate is not in DER",
        explanation: """
            A certificate has exactly one encoding, DER. Lengths that are longer than they need to be, or an \
            extension whose content is not what its identifier says, are read by some programs and refused by \
            others, such as eUICCs.
            """,
        advice: "The CI has to issue the certificate anew; if the file was converted by hand, take the original."
    ) { examination in
        let remarks = examination.remarksOnSubordinates { certificate in
            if !certificate.encoding.isCanonical {
                return "the certificate is in BER, not in DER: written again, it has other bytes"
            }
            guard let id = certificate.unreadableExtension else { return nil }
            return "the content of the extension \(id) cannot be read"
        }
        return examination.withObjections("der-encoding", remarks)
    }
}
