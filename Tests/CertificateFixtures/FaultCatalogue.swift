import SGP22
import Lab

/// For each rule about certificates, chains that break it and no other rule. All are made when they are asked for.
public enum FaultCatalogue {
    /// How one case is made.
    public struct Recipe: Sendable, CustomStringConvertible {
        /// The id of the rule that the case breaks.
        public let rule: String
        /// What is wrong.
        public let note: String
        private let make: @Sendable (Workshop, _ rule: String, _ note: String) throws -> ChainCase

        init(
            _ rule: String,
            _ note: String,
            _ make: @escaping @Sendable (Workshop, _ rule: String, _ note: String) throws -> ChainCase
        ) {
            self.rule = rule
            self.note = note
            self.make = make
        }

        /// A leaf that differs in its template.
        static func leaf(
            _ rule: String,
            _ note: String,
            _ variant: CertificateVariant = .o,
            start: Int = -30,
            _ alter: @escaping @Sendable (inout CertificateTemplate) -> Void
        ) -> Recipe {
            Recipe(rule, note) { try $0.leafCase($1, $2, variant, start: start, alter) }
        }

        /// A SubCA that differs in its template.
        static func subCA(
            _ rule: String,
            _ note: String,
            _ variant: CertificateVariant = .a,
            place: Int = 0,
            _ alter: @escaping @Sendable (inout CertificateTemplate) -> Void
        ) -> Recipe {
            Recipe(rule, note) { try $0.subCACase($1, $2, variant, place: place, alter) }
        }

        /// A good leaf that something else is expected of.
        static func expecting(
            _ rule: String,
            _ note: String,
            _ change: @escaping @Sendable (inout CertificateExpectations) -> Void
        ) -> Recipe {
            Recipe(rule, note) { try $0.leafCase($1, $2, expecting: change) }
        }

        /// Makes the case.
        public func chainCase(in workshop: Workshop = Workshop()) throws -> ChainCase {
            try make(workshop, rule, note)
        }

        public var description: String { "\(rule): \(note)" }
    }

    /// All recipes, in the order of the rules.
    public static let all =
        encoding + validity + keys + usage + policies + names + identifiers + chains + anchors + revocation

    /// The rules that are about a connection, or about an answer, and not about certificates: no certificate breaks them.
    public static let connectionRules: Set<String> = [
        "tls-version", "tls-suite", "tls-client-cert-requested", "tls-handshake",
        "auth-answer", "auth-signature", "auth-challenge", "auth-transaction", "auth-server-address", "auth-ci-key",
    ]
}
