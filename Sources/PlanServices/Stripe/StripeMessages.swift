internal import Plans

/// The fields of a PaymentIntent that matter here.
struct PaymentIntent: Decodable {
    var id: String
    var status: String
    var metadata: [String: String]?
    var lastPaymentError: StripeFailure.Reason?

    private enum CodingKeys: String, CodingKey {
        case id, status, metadata
        case lastPaymentError = "last_payment_error"
    }

    /// What has become of it.
    var outcome: ChargeOutcome {
        switch status {
        case "succeeded": .succeeded(reference: id)
        case "requires_action", "requires_source_action": .declined(.actionRequired, code: "authentication_required")
        case "requires_payment_method", "requires_source":
            lastPaymentError?.decline ?? .declined(.soft, code: "requires_payment_method")
        case "canceled": .declined(.soft, code: "canceled")
        // processing, requires_capture, requires_confirmation, and what may be added one day
        default: .pending(reference: id)
        }
    }
}

struct IntentList: Decodable {
    var data: [PaymentIntent]
}

struct StripeRefund: Decodable {
    var id: String
    var status: String
    var failureReason: String?

    private enum CodingKeys: String, CodingKey {
        case id, status
        case failureReason = "failure_reason"
    }

    /// Whether the money is on its way, if not there yet.
    var isGiven: Bool { ["succeeded", "pending", "requires_action"].contains(status) }
}

/// The body of an answer that says no.
struct StripeFailure: Decodable {
    var error: Reason

    struct Reason: Decodable {
        var type: String?
        var code: String?
        var declineCode: String?

        private enum CodingKeys: String, CodingKey {
            case type, code
            case declineCode = "decline_code"
        }

        var isCardError: Bool { type == "card_error" }

        /// The most exact word that there is.
        var word: String { declineCode ?? code ?? type ?? "unknown" }

        /// What it means for another try.
        var decline: ChargeOutcome {
            if code == "authentication_required" || declineCode == "authentication_required" {
                return .declined(.actionRequired, code: "authentication_required")
            }
            let isHard = [declineCode, code].contains { $0.map { Self.hard.contains($0) } ?? false }
            return .declined(isHard ? .hard : .soft, code: word)
        }

        /// Codes after which the same means of payment will never work.
        private static let hard: Set<String> = [
            "card_not_supported", "currency_not_supported", "expired_card", "incorrect_number", "invalid_account",
            "invalid_expiry_month", "invalid_expiry_year", "invalid_number", "lost_card", "not_permitted",
            "payment_method_unactivated", "pickup_card", "restricted_card", "revocation_of_all_authorizations",
            "revocation_of_authorization", "security_violation", "service_not_allowed", "stolen_card",
            "stop_payment_order", "transaction_not_allowed",
        ]
    }
}
