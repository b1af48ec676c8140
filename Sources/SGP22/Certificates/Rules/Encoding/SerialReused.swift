extension CertificateRule {
    static let serialReused = CertificateRule(
        "serial-reused",
        .note,
        reference: "RFC 5280 4.1.2.2",
        title: "Two certificates of one issuer have the same serial number",
        explanation: """
            A CRL names certificates by their serial numbers, so that one entry revokes both. The test certificates \
            of SGP.26 use their numbers again for each new issue.
            """,
        advice: """
            Nothing has to be done for this server; the CI ought to give each certificate a number of its own.
            """
    ) { examination in
        let certificates = examination.chain.certificates
        return certificates.indices.compactMap { position in
            let one = certificates[position]
            let isReused = certificates[..<position].contains { other in
                one.serialNumber == other.serialNumber && one.issuer == other.issuer && one.sha256 != other.sha256
            }
            guard isReused else { return nil }
            return Remark(
                "another certificate of the same issuer has the serial number \(KeyIdentifier(one.serialNumber).shortened) too",
                at: position
            )
        }
    }
}
