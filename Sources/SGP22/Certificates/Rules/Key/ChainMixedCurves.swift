extension CertificateRule {
    static let chainMixedCurves = CertificateRule(
        "chain-mixed-curves",
        .error,
        reference: "SGP.22 4.5.2.1",
        title: "The keys of the chain are on different curves",
        explanation: """
            All keys of one chain are on the same curve, so that who has one of the two curves can verify all of it.
            """,
        advice: """
            The operator of the server has to get a certificate from the CI that has its key on the same curve.
            """,
        scope: .gsma
    ) { examination in
        let links = examination.links
        for position in links.indices.dropLast() {
            let (key, issuerKey) = (links[position].certificate.publicKey, links[position + 1].certificate.publicKey)
            guard case .named(let curve) = key.curve, case .named(let issuerCurve) = issuerKey.curve,
                curve != issuerCurve
            else { continue }
            // A curve that is not allowed is one fault, and key-curve has it.
            guard key.isAllowed, issuerKey.isAllowed || position + 1 == examination.anchorPosition else { continue }
            return [
                Remark(
                    "the key is on \(curve.algorithmName), and the issuer's on \(issuerCurve.algorithmName)",
                    at: position
                )
            ]
        }
        return []
    }
}
