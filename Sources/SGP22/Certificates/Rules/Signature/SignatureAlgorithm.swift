extension CertificateRule {
    static let signatureAlgorithm = CertificateRule(
        "signature-algorithm",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The certificate is signed with an algorithm that is not allowed",
        explanation: """
            All certificates of the GSMA's PKI are signed with ECDSA and SHA-256. Phones and eUICCs know no other; \
            SHA-1 and MD5 can be forged, on the public web too.
            """,
        advice: "The CI has to issue the certificate anew, signed with ecdsa-with-SHA256."
    ) { examination in
        guard examination.followsGSMA else { return examination.withObjections("signature-algorithm") }
        var remarks: [Remark] = []
        for position in examination.subordinatePositions {
            let certificate = examination.links[position].certificate
            guard !certificate.hasAllowedSignatureAlgorithm && certificate.signatureAlgorithmsAgree else { continue }
            // A CA with a wrong key signs accordingly: that is one fault, and the key's rule has it.
            let issuer = position + 1
            if examination.subCAPositions.contains(issuer) && !examination.links[issuer].certificate.publicKey.isAllowed
            {
                continue
            }
            remarks.append(
                Remark(
                    "the certificate is signed with the algorithm \(certificate.signatureAlgorithm.algorithmName)",
                    at: position
                )
            )
        }
        return examination.withObjections("signature-algorithm", remarks)
    }
}
