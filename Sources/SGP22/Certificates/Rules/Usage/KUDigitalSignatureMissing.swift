extension CertificateRule {
    static let kuDigitalSignatureMissing = CertificateRule(
        "ku-digital-signature-missing",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The key is not for signatures",
        explanation: """
            The server signs its part of the TLS handshake, or what it sends to the eUICC. A certificate without \
            digitalSignature forbids that. OpenSSL takes one that has keyAgreement alone.
            """,
        advice: "The CI has to issue the certificate anew with the key usage digitalSignature."
    ) { examination in
        let remarks = examination.remarksOnLeaf { leaf in
            guard let usage = leaf.keyUsage.value, !usage.contains(.digitalSignature) else { return nil }
            guard examination.followsGSMA || leaf.publicKey.isEllipticCurve else { return nil }
            return
                "the key usage is \(usage.isEmpty ? "empty" : usage.names.joined(separator: ", ")), without digitalSignature"
        }
        return examination.withObjections("ku-digital-signature-missing", remarks)
    }
}
