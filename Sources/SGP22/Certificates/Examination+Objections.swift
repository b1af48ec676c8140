extension Examination {
    /// The id of the rule that answers for an objection of the path check: every objection leads to one.
    ///
    /// One fault makes OpenSSL say several things, and two faults the same thing, so what the certificate itself says decides.
    func rule(answeringFor problem: ServedChain.Problem) -> String {
        let position = problem.position ?? 0
        let certificate = links.indices.contains(position) ? links[position].certificate : nil
        switch problem.kind {
        case .issuerNotFound, .selfSigned: return breakOff?.rule ?? "chain-incomplete"
        case .badSignature:
            return certificate?.signatureAlgorithmsAgree == false ? "signature-algorithm-mismatch" : "chain-signature"
        case .expired, .notYetValid: return dateRule(problem.kind, at: position)
        case .unreadableTime: return "time-encoding"
        case .notCA, .maySignNoCertificates:
            return position == 0 && certificate?.isCA == true ? "leaf-is-ca" : caRule(problem.kind, certificate)
        case .pathLength, .chainTooLong: return "chain-pathlen"
        case .nameConstraint, .unreadableNameConstraint: return "chain-name-constraints"
        case .unknownCriticalExtension: return "ext-unknown-critical"
        case .unreadableExtension:
            // Alternative names without a name are one too.
            if certificate?.subjectAlternativeNames.value?.isEmpty == true { return "san-missing" }
            return certificate?.repeatedExtension == nil ? "der-encoding" : "ext-duplicate"
        case .purpose:
            guard position == 0 else { return caRule(.maySignNoCertificates, certificate) }
            return expectations.use == .tls ? "eku-server-auth-missing" : "ku-digital-signature-missing"
        case .keyIdentifierMissing:
            guard let certificate else { return "aki-missing" }
            guard certificate.version == 3 else { return "version" }
            return certificate.authorityKeyIdentifier.isAbsent && !certificate.isSelfIssued
                ? "aki-missing" : "ski-missing"
        case .keyIdentifierMismatch:
            // OpenSSL passes an issuer over, whatever its key, when an extension of the certificate cannot be read.
            guard let certificate, !namesAnotherKey(at: position) else { return "aki-mismatch" }
            if certificate.repeatedExtension != nil { return "ext-duplicate" }
            return certificate.unreadableExtension == nil ? "aki-mismatch" : "der-encoding"
        case .explicitParameters: return "key-explicit-params"
        case .signatureAlgorithmMismatch: return "signature-algorithm-mismatch"
        case .weak: return weaknessRule(certificate)
        case .revoked: return "revoked"
        case .crlMissing, .crlUnusable: return "crl-unavailable"
        case .crlExpired: return "crl-expired"
        case .crlNotYetValid: return "crl-not-yet-valid"
        case .crlBadSignature: return "crl-signature"
        case .other(let code, _): return rule(answeringForCode: code, position, certificate)
        }
    }

    /// Whether a certificate says that another key than that of the next one in the path has signed it.
    private func namesAnotherKey(at position: Int) -> Bool {
        guard links.indices.contains(position + 1), let key = links[position].certificate.issuerKeyIdentifier else {
            return false
        }
        return !links[position + 1].certificate.holds(key)
    }

    private func dateRule(_ kind: ServedChain.Problem.Kind, at position: Int) -> String {
        if position == 0 { return kind == .expired ? "cert-expired" : "cert-not-yet-valid" }
        return position == anchorPosition ? "ci-expired" : "chain-ca-expired"
    }

    private func caRule(_ kind: ServedChain.Problem.Kind, _ certificate: Certificate?) -> String {
        guard let certificate else { return kind == .notCA ? "chain-ca-not-ca" : "chain-ca-key-usage" }
        guard certificate.version == 3 else { return "version" }
        guard certificate.isCA else { return "chain-ca-not-ca" }
        return kind == .notCA && certificate.maySignCertificates ? "chain-ca-not-ca" : "chain-ca-key-usage"
    }

    /// OpenSSL calls a key weak also when it cannot read it.
    private func weaknessRule(_ certificate: Certificate?) -> String {
        guard let certificate else { return "key-algorithm" }
        if !certificate.hasAllowedSignatureAlgorithm && (followsGSMA || certificate.hasOutdatedSignatureAlgorithm) {
            return "signature-algorithm"
        }
        return keyRule(certificate)
    }

    private func keyRule(_ certificate: Certificate?) -> String {
        guard let key = certificate?.publicKey, key.isEllipticCurve else { return "key-algorithm" }
        if key.curve == .explicit { return "key-explicit-params" }
        return followsGSMA && !key.isAllowed ? "key-curve" : "key-algorithm"
    }

    /// OpenSSL's numbers (x509_vfy.h) that have no kind of their own. A number that is not known here is one that the path
    /// check fails with, and nobody can call the chain good.
    private func rule(answeringForCode code: Int, _ position: Int, _ certificate: Certificate?) -> String {
        switch code {
        case 4, 6, 24: keyRule(certificate)
        case 5, 15, 16, 33, 35, 36, 44, 54: "crl-unavailable"
        case 13, 14: "time-encoding"
        case 29, 83, 84: "issuer-dn-mismatch"
        case 30, 31, 85, 90: "aki-mismatch"
        case 32, 92: position == 0 ? "leaf-is-ca" : "chain-ca-key-usage"
        case 22, 25, 38, 55, 80: "chain-pathlen"
        case 37, 79: "chain-ca-not-ca"
        case 39: "ku-digital-signature-missing"
        case 41, 42: certificate?.repeatedExtension == nil ? "der-encoding" : "ext-duplicate"
        case 34, 45, 46: "ext-unknown-critical"
        case 47...49, 51...53: "chain-name-constraints"
        case 62, 64: "host-mismatch"
        case 66...68: weaknessRule(certificate)
        case 76: "signature-algorithm"
        case 77, 78: "signature-algorithm-mismatch"
        case 81: position == 0 ? "leaf-is-ca" : "chain-ca-key-usage"
        case 82: position == 0 ? "ku-extra" : "chain-ca-not-ca"
        case 86: "ski-missing"
        case 87: "san-missing"
        case 88: "subject-cn-missing"
        case 89: position == 0 ? "leaf-is-ca" : "chain-ca-not-ca"
        case 91: "ski-method"
        case 93: "version"
        case 94: "key-explicit-params"
        default: "chain-signature"
        }
    }
}

extension ServedChain.Problem.Kind {
    /// What is objected to, in words for a finding: no full stop.
    var words: String {
        switch self {
        case .issuerNotFound: "the issuer's certificate was not found"
        case .selfSigned: "the certificate has signed itself, and is not trusted"
        case .badSignature: "the signature was not made by the issuer's key, or the certificate was changed afterwards"
        case .expired: "the certificate has expired"
        case .notYetValid: "the certificate is not valid yet"
        case .unreadableTime: "a date of the certificate cannot be read"
        case .notCA: "the certificate has signed another and is no CA's"
        case .maySignNoCertificates: "the certificate has signed another, and its key usage does not allow that"
        case .pathLength: "more CAs follow below than the certificate allows"
        case .chainTooLong: "the chain is longer than any that is looked at"
        case .nameConstraint: "a name is outside of those that a CA above may certify"
        case .unreadableNameConstraint: "the names that a CA may certify are limited in a way that cannot be read"
        case .unknownCriticalExtension: "a critical extension is not understood"
        case .unreadableExtension: "the content of an extension cannot be read"
        case .purpose: "the certificate is not for this purpose"
        case .keyIdentifierMissing: "a key identifier is missing"
        case .keyIdentifierMismatch:
            "the authority key identifier names another key, or another certificate, than the issuer's"
        case .explicitParameters: "the key spells its curve out instead of naming it"
        case .signatureAlgorithmMismatch: "the certificate names two different signature algorithms"
        case .weak: "the key or the digest is too weak, or cannot be read"
        case .revoked: "the certificate is revoked"
        case .crlMissing: "there is no CRL of the issuer"
        case .crlExpired: "the issuer's CRL is out of date"
        case .crlNotYetValid: "the issuer's CRL is not valid yet"
        case .crlBadSignature: "the CRL was not signed by the issuer's key"
        case .crlUnusable: "the CRL cannot be used"
        case .other(let code, let text): "OpenSSL's path check says: \(DistinguishedName.escaped(text)) (\(code))"
        }
    }
}
