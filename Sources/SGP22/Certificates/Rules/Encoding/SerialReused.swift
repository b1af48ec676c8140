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
        let links = examination.links
        guard links.count + examination.chain.served.count > 1 else { return [] }
        return links.indices.flatMap { position -> [Remark] in
            let one = links[position].certificate
            func isNamesake(_ other: Certificate) -> Bool {
                one.serialNumber == other.serialNumber && one.issuer == other.issuer && one.sha256 != other.sha256
            }
            let isReused =
                links[..<position].contains { isNamesake($0.certificate) }
                || examination.chain.served.contains { $0.certificate.map(isNamesake) == true }
            guard isReused else { return [] }
            return [
                Remark(
                    "another certificate of the same issuer has the serial number \(one.serialNumber.hexadecimal) too",
                    at: position
                )
            ]
        }
    }
}
