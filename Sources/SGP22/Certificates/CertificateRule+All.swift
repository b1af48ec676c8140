extension CertificateRule {
    /// Every rule, in the order in which findings are listed.
    public static let all: [CertificateRule] = [
        certUnreadable, derEncoding, derTrailingData, version, serialNotPositive, serialTooLong, serialReused,
        extUnknownCritical, extDuplicate,
        timeEncoding, validityOrder, certExpired, certNotYetValid, certExpiresSoon, validityTooLong,
        signatureAlgorithm, signatureAlgorithmMismatch, chainSignature,
        keyAlgorithm, keyCurve, keyExplicitParams, keyPointCompressed, chainMixedCurves,
        leafIsCA, kuMissing, kuNotCritical, kuDigitalSignatureMissing, kuExtra, ekuMissing, ekuNotCritical,
        ekuServerAuthMissing, ekuClientAuthMissing, ekuExtra,
        policyMissing, policyRole, policyMultipleRoles, policyVariant, chainCAPolicy,
        subjectOMissing, subjectCNMissing, sanMissing, sanDNSMissing, sanRIDMissing, sanWildcard, sanNUL,
        sanDNSSyntax, hostMismatch, hostNotFQDN, ridMismatch,
        skiMissing, skiMethod, akiMissing, akiMismatch,
        chainSelfSigned, ciUnknown, chainIncomplete, issuerDNMismatch, ciTest, ciExpired, ciPublic, ciPKIDMismatch,
        chainOrder, chainExtraCertificate, chainRootSent, chainPathlen, chainCANotCA, chainCAKeyUsage,
        chainCAExpired, chainNameConstraints,
        crlDPMissing, crlDPScheme, revoked, crlUnavailable, crlExpired, crlNotYetValid, crlSignature,
        tlsVersion, tlsSuite, tlsClientCertRequested, tlsHandshake,
        authAnswer, authSignature, authChallenge, authTransaction, authServerAddress, authCIKey,
    ]
}
