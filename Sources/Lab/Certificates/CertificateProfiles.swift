public import SGP22

/// The certificates that SGP.22 4.5.2.1 describes, as templates: right in all that the clause demands.
extension CertificateTemplate {
    /// What all of them have; a serial number that depends on name, key and beginning alone.
    private init(
        subject: NameTemplate,
        key: KeyPair,
        issuer: IssuedCertificate?,
        notBefore: CertificateDate,
        days: Int,
        extensions: [ExtensionTemplate]
    ) {
        let notBeforeTime = TimeTemplate.date(notBefore)
        // 16 octets, positive, and never with a zero in front.
        var serialNumber = Array(Digest.sha256.of(subject.der + key.publicKeyInfo + notBeforeTime.der).prefix(16))
        serialNumber[0] = serialNumber[0] & 0x3F | 0x40
        self.init(
            serialNumber: serialNumber,
            signatureAlgorithm: (issuer?.key ?? key).kind.signatureAlgorithm,
            issuer: issuer?.template.subject ?? subject,
            subject: subject,
            notBefore: notBeforeTime,
            notAfter: .date(notBefore.adding(days: days)),
            publicKeyInfo: key.publicKeyInfo,
            extensions: extensions
        )
    }

    /// CERT.CI.SIG: the root, 35 years long, which has to sign itself.
    public static func ci(named name: NameTemplate, key: KeyPair, from date: CertificateDate) -> CertificateTemplate {
        CertificateTemplate(
            subject: name,
            key: key,
            issuer: nil,
            notBefore: date,
            days: 12_783,
            extensions: [
                .subjectKeyIdentifier(key.identifier),
                .keyUsage([.keyCertSign, .cRLSign]),
                .policies([.role(.ci, .v2)], isCritical: true),
                .alternativeNames([.registeredID(ObjectIdentifier(unchecked: "2.999.1"))]),
                .basicConstraints(isCA: true),
            ]
        )
    }

    /// CERT.CISubCA.SIG or CERT.DPSubCA.SIG, ten years long; the latter may have no CA below it.
    public static func subCA(
        _ role: RSPRole,
        named name: NameTemplate,
        key: KeyPair,
        issuer: IssuedCertificate,
        from date: CertificateDate
    ) -> CertificateTemplate {
        CertificateTemplate(
            subject: name,
            key: key,
            issuer: issuer,
            notBefore: date,
            days: 3650,
            extensions: [
                .authorityKeyIdentifier(issuer.keyIdentifier),
                .subjectKeyIdentifier(key.identifier),
                .keyUsage([.keyCertSign, .cRLSign]),
                .policies([.role(role, .v3)], isCritical: true),
                .basicConstraints(isCA: true, pathLength: role == .ciSubCA ? nil : 0),
                .crlDistributionPoints(crlAddresses),
            ]
        )
    }

    /// CERT.DP.TLS, CERT.DPauth.SIG or CERT.DPpb.SIG: 398 days for TLS, 1,095 for the others.
    public static func smdp(
        _ use: CertificateUse,
        _ numbering: RSPRole.Numbering,
        host: String,
        smdpOID: ObjectIdentifier,
        key: KeyPair,
        issuer: IssuedCertificate,
        from date: CertificateDate
    ) -> CertificateTemplate {
        let isTLS = use == .tls
        let purposes: [ExtensionTemplate] = isTLS ? [.extendedKeyUsage([.serverAuth, .clientAuth])] : []
        let names = (isTLS ? [GeneralName.dns(Array(host.utf8))] : []) + [.registeredID(smdpOID)]
        return CertificateTemplate(
            subject: NameTemplate(organization: "Laboratory", commonName: host),
            key: key,
            issuer: issuer,
            notBefore: date,
            days: isTLS ? 398 : 1095,
            extensions: [
                .authorityKeyIdentifier(issuer.keyIdentifier),
                .subjectKeyIdentifier(key.identifier),
                .keyUsage(.digitalSignature),
            ] + purposes + [
                .policies([.role(use.role, numbering)], isCritical: !isTLS),
                .alternativeNames(names),
                .crlDistributionPoints(crlAddresses),
            ]
        )
    }

    /// Where the CRLs of the laboratory would be: names that resolve nowhere (RFC 2606).
    public static let crlAddresses = ["http://ci.lab.example/CRL-A.crl", "http://ci.lab.example/CRL-B.crl"]
}

extension CertificateUse {
    /// The role that its policy names.
    public var role: RSPRole {
        switch self {
        case .tls: .dpTLS
        case .auth: .dpAuth
        case .pb: .dpProfileBinding
        }
    }
}

extension ObjectIdentifier {
    /// The OID of a role, or of the arc where the numbering has no such role.
    package static func role(_ role: RSPRole, _ numbering: RSPRole.Numbering) -> ObjectIdentifier {
        role.objectIdentifier(numbering) ?? ObjectIdentifier(unchecked: RSPRole.arc)
    }
}
