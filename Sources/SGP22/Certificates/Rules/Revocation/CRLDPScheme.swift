extension CertificateRule {
    static let crlDPScheme = CertificateRule(
        "crldp-scheme",
        .warning,
        reference: "SGP.22 4.6, RFC 5280 4.2.1.13",
        title: "The CRL is not fetched by HTTP",
        explanation: """
            CRLs are fetched from an address that begins with `http://`; they are signed, so that TLS adds nothing, \
            and would need a certificate that has to be checked first. Other schemes are not followed.
            """,
        advice: "The CI ought to publish its CRL by HTTP, and to name that address in the next certificate.",
        scope: .gsma
    ) { examination in
        examination.remarksOnLeaf { leaf in
            guard let addresses = leaf.crlDistributionPoints.value else { return nil }
            if addresses.isEmpty { return "the CRL distribution point names no address" }
            guard let wrong = addresses.first(where: { !$0.utf8.prefix(7).equalsIgnoringCase("http://") }) else {
                return nil
            }
            return "the address of the CRL is “\(Array(wrong.utf8).asForeignText)”"
        }
    }
}
