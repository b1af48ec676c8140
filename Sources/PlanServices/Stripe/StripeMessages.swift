internal import Plans

/// The fields of a PaymentIntent that matter here.
struct PaymentIntent: Decodable {
    var id: String
    var status: String
    var amount: Int64?
    var currency: String?
    var metadata: [String: String]?
    var lastPaymentError: StripeFailure.Reason?

    private enum CodingKeys: String, CodingKey {
        case id, status, amount, currency, metadata
        case lastPaymentError = "last_payment_error"
    }

    /// What has become of it, provided that it is what a request's body asked for.
    func outcome(asked body: String) -> ChargeOutcome {
        guard id.isProviderName else { return .contradictory(code: "unusable_reference") }
        if let difference = difference(from: body) { return .contradictory(code: difference) }
        return switch status {
        case "succeeded": .succeeded(reference: id)
        case "requires_action", "requires_source_action": .declined(.actionRequired, code: "authentication_required")
        case "requires_payment_method", "requires_source":
            lastPaymentError?.decline ?? .declined(.soft, code: "requires_payment_method")
        case "canceled": .declined(.soft, code: "canceled")
        // processing, requires_capture, requires_confirmation, and what may be added one day
        default: .pending(reference: id)
        }
    }

    /// What it does not repeat as the request has it.
    private func difference(from body: String) -> String? {
        let asked = Set(body.split(separator: "&").map(String.init))
        let repeated = [
            ("amount", amount.map { "\($0)" }, "other_amount"), ("currency", currency, "other_currency"),
            ("metadata[charge_id]", metadata?["charge_id"], "other_charge"),
            ("metadata[tenant]", metadata?["tenant"], "other_charge"),
            ("metadata[attempt]", metadata?["attempt"], "other_attempt"),
        ]
        return repeated.first { name, value, _ in
            value.map { !asked.contains(formText([(name, $0)])) } ?? true
        }?.2
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
        var word: String { [declineCode, code, type].lazy.compactMap { $0?.plainWord }.first ?? "unknown" }

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
