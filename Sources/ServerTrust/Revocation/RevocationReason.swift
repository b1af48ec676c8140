/// Why a certificate was taken back (RFC 5280 5.3.1).
enum RevocationReason {
    /// The name of a code; `nil` when there is no such code, or none was given.
    static func name(_ code: Int) -> String? {
        names.indices.contains(code) ? names[code] : nil
    }

    private static let names: [String?] = [
        "unspecified", "keyCompromise", "cACompromise", "affiliationChanged", "superseded", "cessationOfOperation",
        "certificateHold", nil, "removeFromCRL", "privilegeWithdrawn", "aACompromise",
    ]
}
