extension CertificateRule {
    static let serialTooLong = CertificateRule(
        "serial-too-long",
        .error,
        reference: "RFC 5280 4.1.2.2",
        title: "The serial number is longer than 20 octets",
        explanation: "Programs set 20 octets aside for a serial number, and are free to refuse a longer one.",
        advice: "The CI has to issue the certificate anew with a serial number of at most 20 octets."
    ) { examination in
        examination.remarksOnSubordinates { certificate in
            let count = certificate.serialNumber.count
            return count > 20 ? "the serial number has \(count) octets" : nil
        }
    }
}
