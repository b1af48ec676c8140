/// What a certificate is for in remote SIM provisioning: the roles of SGP.22 Annex H, under the arc 2.23.146.1.2.1.
///
/// Version 3 has given most names another number, so that a name alone says little: print the OID too.
public enum RSPRole: String, Hashable, Sendable, CaseIterable {
    case ci, ciSubCA
    case eum, eumSubCA
    case euicc
    case dpSubCA, dpTLS, dpAuth, dpProfileBinding
    case dsSubCA, dsTLS, dsAuth

    /// Which of the two numberings an OID is of.
    public enum Numbering: Hashable, Sendable, CaseIterable {
        /// SGP.22 v2, and variant O of v3.
        case v2
        /// Variants Ov3, A, B and C of v3.
        case v3
    }

    /// Its OID; `nil` where version 2 has no such role.
    public func objectIdentifier(_ numbering: Numbering) -> ObjectIdentifier? {
        suffix(numbering).map { ObjectIdentifier(unchecked: "\(Self.arc).\($0)") }
    }

    /// The arc of all roles, id-rspRole.
    public static let arc = "2.23.146.1.2.1"

    /// The role that an OID stands for, and in which numbering; the CI has the same in both, and is then given as v2.
    public static func role(of id: ObjectIdentifier) -> (role: RSPRole, numbering: Numbering)? {
        table[id.description]
    }

    private static let table: [String: (role: RSPRole, numbering: Numbering)] = {
        var table: [String: (role: RSPRole, numbering: Numbering)] = [:]
        for numbering in Numbering.allCases.reversed() {
            for role in allCases {
                if let id = role.objectIdentifier(numbering) { table[id.description] = (role, numbering) }
            }
        }
        return table
    }()

    private func suffix(_ numbering: Numbering) -> String? {
        switch (self, numbering) {
        case (.ci, _): "0"
        case (.euicc, .v2): "1"
        case (.eum, .v2): "2"
        case (.dpTLS, .v2): "3"
        case (.dpAuth, .v2): "4"
        case (.dpProfileBinding, .v2): "5"
        case (.dsTLS, .v2): "6"
        case (.dsAuth, .v2): "7"
        case (.ciSubCA, .v2), (.eumSubCA, .v2), (.dpSubCA, .v2), (.dsSubCA, .v2): nil
        case (.ciSubCA, .v3): "0.0"
        case (.eum, .v3): "0.0.0"
        case (.eumSubCA, .v3): "0.0.0.0"
        case (.euicc, .v3): "0.0.0.0.0"
        case (.dpSubCA, .v3): "0.0.1"
        case (.dpTLS, .v3): "0.0.1.0"
        case (.dpAuth, .v3): "0.0.1.1"
        case (.dpProfileBinding, .v3): "0.0.1.2"
        case (.dsSubCA, .v3): "0.0.2"
        case (.dsTLS, .v3): "0.0.2.0"
        case (.dsAuth, .v3): "0.0.2.1"
        }
    }

    /// What people call it, such as `SM-DP+ TLS`.
    public var name: String {
        switch self {
        case .ci: "certificate issuer (CI)"
        case .ciSubCA: "CI SubCA"
        case .eum: "eUICC manufacturer (EUM)"
        case .eumSubCA: "EUM SubCA"
        case .euicc: "eUICC"
        case .dpSubCA: "SM-DP+ SubCA"
        case .dpTLS: "SM-DP+ TLS"
        case .dpAuth: "SM-DP+ authentication"
        case .dpProfileBinding: "SM-DP+ profile package binding"
        case .dsSubCA: "SM-DS SubCA"
        case .dsTLS: "SM-DS TLS"
        case .dsAuth: "SM-DS authentication"
        }
    }
}
