extension CertificateRule {
    static let serialNotPositive = CertificateRule(
        "serial-not-positive",
        .error,
        reference: "RFC 5280 4.1.2.2",
        title: "The serial number is zero or negative",
        explanation: """
            Serial numbers are positive. Programs differ in how they read another one, and then a CRL may not hit \
            the certificate it is about. The roots of SGP.26 v3 have 0, so it is only a note on a root.
            """,
        advice: "The CI has to issue the certificate anew with a positive serial number."
    ) { examination in
        func isPositive(_ serial: [UInt8]) -> Bool { (serial.first ?? 0x80) < 0x80 && serial.contains { $0 != 0 } }
        var remarks = examination.remarksOnSubordinates { certificate in
            guard !isPositive(certificate.serialNumber) else { return nil }
            return "the serial number is \(certificate.serialNumber.first ?? 0 < 0x80 ? "zero" : "negative")"
        }
        if let anchor = examination.anchorPosition, !isPositive(examination.links[anchor].certificate.serialNumber) {
            remarks.append(Remark("the serial number of the root is not positive", at: anchor, severity: .note))
        }
        return remarks
    }
}
