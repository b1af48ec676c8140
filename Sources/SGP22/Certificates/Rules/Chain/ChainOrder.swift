extension CertificateRule {
    static let chainOrder = CertificateRule(
        "chain-order",
        .warning,
        reference: "RFC 5246 7.4.2",
        title: "The certificates are in the wrong order",
        explanation: """
            Each certificate has to be followed by its issuer's. OpenSSL puts them into order in silence; a phone \
            may read them as they come and find the chain broken.
            """,
        advice: """
            The operator of the server has to install the chain in order: the server's certificate, then the SubCA \
            that has issued it, then the next.
            """
    ) { examination in
        var places: [Int] = []
        for link in examination.links {
            guard let place = link.servedPosition ?? examination.place(ofServed: link) else { continue }
            if let last = places.last, place < last {
                let order = (places + [place]).map { "\($0 + 1)" }.joined(separator: ", ")
                return [
                    Remark(
                        "from the server's certificate upwards, the certificates stand at the places \(order)",
                        at: places.count
                    )
                ]
            }
            places.append(place)
        }
        return []
    }
}
