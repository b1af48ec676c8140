internal import COpenSSL
internal import SGP22

/// What OpenSSL's objections are called here.
enum ProblemKind {
    /// The certificate that an objection is about.
    struct Subject {
        var certificate: Certificate
        var isLeaf: Bool
        var isAnchor: Bool
        var hasUsableKey: Bool
        var pathHasNameConstraints: Bool
        var moment: CertificateDate
    }

    /// The kind of an objection; `nil` when it only follows from what a rule sees in the certificate itself.
    static func of(_ objection: PathCheck.Objection, in subject: Subject?) -> ServedChain.Problem.Kind? {
        guard let subject else { return kind(objection) }
        let kind = kind(objection)
        switch kind {
        // OpenSSL's validity ends before its last second (RFC 5280 4.1.2.5 includes it).
        case .expired where subject.moment <= subject.certificate.notAfter.date: return nil
        // No rule asks for the CRL that an anchor has to be on; a root that is on its own CRL is worth knowing.
        case .crlMissing where subject.isAnchor, .crlExpired where subject.isAnchor,
            .crlNotYetValid where subject.isAnchor,
            .crlBadSignature where subject.isAnchor, .crlUnusable where subject.isAnchor:
            return nil
        case .weak where !subject.hasUsableKey, .other where !subject.hasUsableKey && isAboutKey(objection.code):
            return unusableKey(subject.certificate)
        case .notCA where subject.certificate.isCA: return .maySignNoCertificates
        case .other where objection.code == Int(X509_V_ERR_UNSPECIFIED) && subject.pathHasNameConstraints:
            // More names and constraints than it compares.
            return .unreadableNameConstraint
        default: break
        }
        return isToldByRule(objection.code, subject) ? nil : kind
    }

    /// The key cannot be used. Of which kind it is and on which curve, rules say; what else can be wrong with it is said here.
    private static func unusableKey(_ certificate: Certificate) -> ServedChain.Problem.Kind? {
        let isToldByRule =
            switch certificate.publicKey.curve {
            case .named(let curve): !["1.2.840.10045.3.1.7", "1.3.36.3.3.2.8.1.1.7"].contains(curve.description)
            case .explicit: true
            case .missing: false
            case nil: certificate.publicKey.algorithm.description != "1.2.840.10045.2.1"
            }
        return isToldByRule
            ? nil
            : unusableKey
    }

    static let unusableKey = ServedChain.Problem.Kind.other(
        code: Int(X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY),
        text: "the public key cannot be read"
    )

    private static func isAboutKey(_ code: Int) -> Bool {
        switch CInt(truncatingIfNeeded: code) {
        case X509_V_ERR_UNSPECIFIED, X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY, X509_V_ERR_NO_ISSUER_PUBLIC_KEY:
            true
        default: false
        }
    }

    /// Objections of the strict mode to a field that a rule judges by itself, or that SGP.22 judges otherwise.
    private static func isToldByRule(_ code: Int, _ subject: Subject) -> Bool {
        switch CInt(truncatingIfNeeded: code) {
        // version, subject-…, ku-extra, ski-missing
        case X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3: true
        case X509_V_ERR_SUBJECT_NAME_EMPTY, X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL,
            X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA:
            subject.isLeaf
        case X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER: true
        default: false
        }
    }

    /// Every objection that a path check without purpose, host name and policies can make has a kind; the others keep
    /// OpenSSL's words.
    static func kind(_ objection: PathCheck.Objection) -> ServedChain.Problem.Kind {
        switch CInt(truncatingIfNeeded: objection.code) {
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            .issuerNotFound
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN: .selfSigned
        case X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE, X509_V_ERR_CERT_SIGNATURE_FAILURE: .badSignature
        case X509_V_ERR_CERT_HAS_EXPIRED: .expired
        case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
        case X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD, X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD: .unreadableTime
        case X509_V_ERR_INVALID_CA, X509_V_ERR_INVALID_NON_CA, X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA,
            X509_V_ERR_CA_BCONS_NOT_CRITICAL:
            .notCA
        case X509_V_ERR_KEYUSAGE_NO_CERTSIGN, X509_V_ERR_CA_CERT_MISSING_KEY_USAGE,
            X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN:
            .maySignNoCertificates
        case X509_V_ERR_PATH_LENGTH_EXCEEDED, X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED,
            X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA:
            .pathLength
        case X509_V_ERR_CERT_CHAIN_TOO_LONG, X509_V_ERR_PATH_LOOP: .chainTooLong
        case X509_V_ERR_PERMITTED_VIOLATION, X509_V_ERR_EXCLUDED_VIOLATION, X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE:
            .nameConstraint
        case X509_V_ERR_SUBTREE_MINMAX, X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX, X509_V_ERR_UNSUPPORTED_NAME_SYNTAX:
            .unreadableNameConstraint
        case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION, X509_V_ERR_AUTHORITY_KEY_IDENTIFIER_CRITICAL,
            X509_V_ERR_SUBJECT_KEY_IDENTIFIER_CRITICAL:
            .unknownCriticalExtension
        case X509_V_ERR_INVALID_EXTENSION, X509_V_ERR_INVALID_POLICY_EXTENSION, X509_V_ERR_EMPTY_SUBJECT_ALT_NAME,
            X509_V_ERR_UNSUPPORTED_EXTENSION_FEATURE, X509_V_ERR_UNNESTED_RESOURCE:
            .unreadableExtension
        case X509_V_ERR_INVALID_PURPOSE, X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE: .purpose
        case X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER, X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER:
            .keyIdentifierMissing
        case X509_V_ERR_AKID_SKID_MISMATCH, X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH: .keyIdentifierMismatch
        case X509_V_ERR_EC_KEY_EXPLICIT_PARAMS: .explicitParameters
        case X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY, X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH:
            .signatureAlgorithmMismatch
        case X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL, X509_V_ERR_CA_MD_TOO_WEAK: .weak
        case X509_V_ERR_CERT_REVOKED: .revoked(objection.revocation ?? ServedChain.Revocation())
        case X509_V_ERR_UNABLE_TO_GET_CRL, X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER: .crlMissing
        case X509_V_ERR_CRL_HAS_EXPIRED: .crlExpired
        case X509_V_ERR_CRL_NOT_YET_VALID: .crlNotYetValid
        case X509_V_ERR_CRL_SIGNATURE_FAILURE, X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE: .crlBadSignature
        case X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD, X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD,
            X509_V_ERR_KEYUSAGE_NO_CRL_SIGN, X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION,
            X509_V_ERR_DIFFERENT_CRL_SCOPE, X509_V_ERR_CRL_PATH_VALIDATION_ERROR:
            .crlUnusable
        default: .other(code: objection.code, text: PathCheck.text(objection.code))
        }
    }
}
