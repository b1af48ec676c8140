internal import HTTPTransport
internal import Plans

struct PayPalAmount: Encodable {
    var currencyCode: String
    var value: String

    private enum CodingKeys: String, CodingKey {
        case value
        case currencyCode = "currency_code"
    }
}

/// What makes an order (Orders v2, `POST /v2/checkout/orders`).
struct PayPalOrderRequest: Encodable {
    var intent = "CAPTURE"
    var purchaseUnits: [Unit]
    var paymentSource: Source

    private enum CodingKeys: String, CodingKey {
        case intent
        case purchaseUnits = "purchase_units"
        case paymentSource = "payment_source"
    }

    struct Unit: Encodable {
        var amount: PayPalAmount
        var customID: String
        var description: String
        var invoiceID: String

        private enum CodingKeys: String, CodingKey {
            case amount, description
            case customID = "custom_id"
            case invoiceID = "invoice_id"
        }
    }

    struct Source: Encodable {
        var paypal: Vaulted?
        var card: Vaulted?
    }

    struct Vaulted: Encodable {
        var vaultID: String
        var storedCredential: StoredCredential

        private enum CodingKeys: String, CodingKey {
            case vaultID = "vault_id"
            case storedCredential = "stored_credential"
        }
    }

    /// Says that the customer is not there, and has agreed before.
    struct StoredCredential: Encodable {
        var paymentInitiator = "MERCHANT"
        var paymentType: String?
        var usage = "SUBSEQUENT"
        var usagePattern: String?

        static let account = StoredCredential(usagePattern: "RECURRING_PREPAID")
        static let card = StoredCredential(paymentType: "RECURRING")

        private enum CodingKeys: String, CodingKey {
            case usage
            case paymentInitiator = "payment_initiator"
            case paymentType = "payment_type"
            case usagePattern = "usage_pattern"
        }
    }
}

struct PayPalOrder: Decodable {
    var id: String
    var status: String
    var purchaseUnits: [Unit]?

    private enum CodingKeys: String, CodingKey {
        case id, status
        case purchaseUnits = "purchase_units"
    }

    struct Unit: Decodable {
        var payments: Payments?
    }

    struct Payments: Decodable {
        var captures: [PayPalCapture]?
    }

    private var capture: PayPalCapture? { purchaseUnits?.first?.payments?.captures?.last }

    /// Whether it waits for us.
    var needsCapture: Bool { capture == nil && ["CREATED", "APPROVED", "SAVED"].contains(status) }

    var outcome: ChargeOutcome {
        if let capture { return capture.outcome }
        return switch status {
        case "PAYER_ACTION_REQUIRED": .declined(.actionRequired, code: status)
        case "VOIDED": .declined(.soft, code: status)
        default: .pending(reference: id)
        }
    }
}

struct PayPalCapture: Decodable {
    var id: String
    var status: String
    var processorResponse: Processor?

    private enum CodingKeys: String, CodingKey {
        case id, status
        case processorResponse = "processor_response"
    }

    struct Processor: Decodable {
        var responseCode: String?

        private enum CodingKeys: String, CodingKey {
            case responseCode = "response_code"
        }
    }

    var outcome: ChargeOutcome {
        switch status {
        case "COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED": .succeeded(reference: id)
        case "PENDING": .pending(reference: id)
        default: .declined(isHard ? .hard : .soft, code: processorResponse?.responseCode ?? status)
        }
    }

    /// Lost, stolen, closed or expired cards, and accounts that do not exist, in the words of card networks.
    private var isHard: Bool {
        ["1330", "5110", "5400", "9500", "9510", "9520", "9530", "9540", "9600"].contains(
            processorResponse?.responseCode
        )
    }
}

struct PayPalRefundRequest: Encodable {
    var amount: PayPalAmount
    var customID: String

    private enum CodingKeys: String, CodingKey {
        case amount
        case customID = "custom_id"
    }
}

struct PayPalRefund: Decodable {
    var id: String
    var status: String
}

/// A page of `GET /v1/reporting/transactions`.
struct PayPalTransactions: Decodable {
    var details: [Detail]
    var pageCount: Int?

    private enum CodingKeys: String, CodingKey {
        case details = "transaction_details"
        case pageCount = "total_pages"
    }

    struct Detail: Decodable {
        var info: Info

        private enum CodingKeys: String, CodingKey {
            case info = "transaction_info"
        }
    }

    struct Info: Decodable {
        var id: String
        var eventCode: String?
        var status: String?
        var invoiceID: String?

        private enum CodingKeys: String, CodingKey {
            case id = "transaction_id"
            case eventCode = "transaction_event_code"
            case status = "transaction_status"
            case invoiceID = "invoice_id"
        }

        /// `T11nn`: money that went back carries the number of the invoice too.
        var isRefund: Bool { eventCode?.hasPrefix("T11") == true }

        var outcome: ChargeOutcome {
            switch status {
            case "S", "V": .succeeded(reference: id)
            case "D", "F": .declined(.soft, code: "DENIED")
            default: .pending(reference: id)
            }
        }
    }
}

/// The body of an answer that says no.
struct PayPalFailure: Decodable {
    var name: String?
    var details: [Detail]?

    struct Detail: Decodable {
        var issue: String?
    }

    /// The most exact word that there is.
    var word: String { details?.first?.issue ?? name ?? "unknown" }

    var isInProgress: Bool { word == "PREVIOUS_REQUEST_IN_PROGRESS" || word == "RESOURCE_CONFLICT" }
}

extension ChargeOutcome {
    /// What an answer means that is no success.
    init(refusal answer: HTTPResponse) {
        let failure = decoded(PayPalFailure.self, answer)
        let word = failure?.word ?? "http_\(answer.status)"
        switch answer.status {
        case 409: self = .inProgress
        case 429: self = .rateLimited(retryAfter: answer.retryAfter)
        case 400..<500 where failure?.isInProgress == true: self = .inProgress
        case 422:
            switch word {
            // An order with this number was taken before, under a key that PayPal has forgotten: it is to be looked for.
            case "DUPLICATE_INVOICE_ID": self = .unknown
            case "PAYER_ACTION_REQUIRED", "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING":
                self = .declined(.actionRequired, code: word)
            case let word where Self.soft.contains(word): self = .declined(.soft, code: word)
            case let word where Self.hard.contains(word): self = .declined(.hard, code: word)
            default: self = .rejected(code: word)
            }
        case 400..<500: self = .rejected(code: word)
        default: self = .unknown
        }
    }

    private static let soft: Set<String> = [
        "INSTRUMENT_DECLINED", "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED", "PAYER_CANNOT_PAY", "TRANSACTION_REFUSED",
        "TRANSACTION_LIMIT_EXCEEDED", "TRANSACTION_BLOCKED_BY_PAYEE", "PAYEE_BLOCKED_TRANSACTION",
    ]
    private static let hard: Set<String> = [
        "AGREEMENT_ALREADY_CANCELLED", "BILLING_AGREEMENT_NOT_FOUND", "CARD_CLOSED", "CARD_EXPIRED",
        "PAYER_ACCOUNT_LOCKED_OR_CLOSED", "PAYER_ACCOUNT_RESTRICTED", "TOKEN_EXPIRED", "TOKEN_ID_NOT_FOUND",
    ]
}
