internal import Foundation
internal import HTTPTransport
internal import Plans

struct PayPalAmount: Codable {
    var currencyCode: String
    var value: String

    private enum CodingKeys: String, CodingKey {
        case value
        case currencyCode = "currency_code"
    }

    /// Whether it is the same sum, however many decimals are written.
    func isEqual(to other: Self) -> Bool {
        currencyCode == other.currencyCode && Self.shortened(value) == Self.shortened(other.value)
    }

    private static func shortened(_ value: String) -> Substring {
        guard value.contains(".") else { return value[...] }
        var rest = value[...]
        while rest.last == "0" { rest = rest.dropLast() }
        return rest.last == "." ? rest.dropLast() : rest
    }
}

/// What makes an order (Orders v2, `POST /v2/checkout/orders`).
struct PayPalOrderRequest: Codable {
    var intent = "CAPTURE"
    var purchaseUnits: [Unit]
    var paymentSource: Source

    private enum CodingKeys: String, CodingKey {
        case intent
        case purchaseUnits = "purchase_units"
        case paymentSource = "payment_source"
    }

    struct Unit: Codable {
        var amount: PayPalAmount
        var customID: String
        var description: String
        var invoiceID: String

        private enum CodingKeys: String, CodingKey {
            case amount, description
            case customID = "custom_id"
            case invoiceID = "invoice_id"
        }

        /// In what a payment that PayPal tells of is another than this one asks for; `nil`: in nothing.
        func difference(_ sum: PayPalAmount?, customID: String?, invoiceID: String?) -> String? {
            guard let sum, sum.isEqual(to: amount) else {
                return sum?.currencyCode == amount.currencyCode ? "other_amount" : "other_currency"
            }
            return customID == self.customID && invoiceID == self.invoiceID ? nil : "other_charge"
        }
    }

    /// The one unit of a stored body.
    static func unit(of body: String) -> Unit? {
        try? JSONDecoder().decode(Self.self, from: Data(body.utf8)).purchaseUnits.first
    }

    struct Source: Codable {
        var paypal: Vaulted?
        var card: Vaulted?
    }

    struct Vaulted: Codable {
        var vaultID: String
        var storedCredential: StoredCredential

        private enum CodingKeys: String, CodingKey {
            case vaultID = "vault_id"
            case storedCredential = "stored_credential"
        }
    }

    /// Says that the customer is not there, and has agreed before.
    struct StoredCredential: Codable {
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
        var amount: PayPalAmount?
        var customID: String?
        var invoiceID: String?
        var payments: Payments?

        private enum CodingKeys: String, CodingKey {
            case amount, payments
            case customID = "custom_id"
            case invoiceID = "invoice_id"
        }
    }

    struct Payments: Decodable {
        var captures: [PayPalCapture]?
    }

    private var capture: PayPalCapture? { purchaseUnits?.first?.payments?.captures?.last }

    /// Whether it waits for us.
    var needsCapture: Bool { capture == nil && ["CREATED", "APPROVED", "SAVED"].contains(status) }

    /// What has become of it, provided that it is what a request asked for.
    func outcome(asked: PayPalOrderRequest.Unit?) -> ChargeOutcome {
        if let capture { return capture.outcome(asked: asked) }
        guard id.isProviderName else { return .contradictory(code: "unusable_reference") }
        let unit = purchaseUnits?.first
        if let difference = asked.difference(unit?.amount, unit?.customID, unit?.invoiceID) {
            return .contradictory(code: difference)
        }
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
    var amount: PayPalAmount?
    var customID: String?
    var invoiceID: String?
    var processorResponse: Processor?

    private enum CodingKeys: String, CodingKey {
        case id, status, amount
        case customID = "custom_id"
        case invoiceID = "invoice_id"
        case processorResponse = "processor_response"
    }

    struct Processor: Decodable {
        var responseCode: String?

        private enum CodingKeys: String, CodingKey {
            case responseCode = "response_code"
        }
    }

    /// What has become of it, provided that it is what a request asked for.
    func outcome(asked: PayPalOrderRequest.Unit?) -> ChargeOutcome {
        guard id.isProviderName else { return .contradictory(code: "unusable_reference") }
        if let difference = asked.difference(amount, customID, invoiceID) { return .contradictory(code: difference) }
        switch status {
        case "COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED": return .succeeded(reference: id)
        case "PENDING": return .pending(reference: id)
        default:
            let code = processorResponse?.responseCode?.plainWord ?? status.plainWord ?? "unknown"
            return .declined(isHard ? .hard : .soft, code: code)
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
        var amount: PayPalAmount?
        var customID: String?
        var invoiceID: String?

        private enum CodingKeys: String, CodingKey {
            case id = "transaction_id"
            case eventCode = "transaction_event_code"
            case status = "transaction_status"
            case amount = "transaction_amount"
            case customID = "custom_field"
            case invoiceID = "invoice_id"
        }

        /// `T11nn`: money that went back carries the number of the invoice too.
        var isRefund: Bool { eventCode?.hasPrefix("T11") == true }

        /// What has become of it, provided that it is what a request asked for.
        func outcome(asked: PayPalOrderRequest.Unit?) -> ChargeOutcome {
            guard id.isProviderName else { return .contradictory(code: "unusable_reference") }
            if let difference = asked.difference(amount, customID, invoiceID) {
                return .contradictory(code: difference)
            }
            return switch status {
            case "S", "V": .succeeded(reference: id)
            case "D", "F": .declined(.soft, code: "DENIED")
            default: .pending(reference: id)
            }
        }
    }
}

extension PayPalOrderRequest.Unit? {
    /// In what a payment is another than was asked for. A body that asks for nothing was not ours.
    fileprivate func difference(_ sum: PayPalAmount?, _ customID: String?, _ invoiceID: String?) -> String? {
        guard let self else { return "other_charge" }
        return self.difference(sum, customID: customID, invoiceID: invoiceID)
    }
}

/// The body of an answer that says no.
struct PayPalFailure: Decodable {
    var name: String?
    /// In place of the name, where it is about an access token.
    var error: String?
    var details: [Detail]?

    struct Detail: Decodable {
        var issue: String?
    }

    /// The most exact word that there is.
    var word: String { [details?.first?.issue, name, error].lazy.compactMap { $0?.plainWord }.first ?? "unknown" }

    var isInProgress: Bool { word == "PREVIOUS_REQUEST_IN_PROGRESS" || word == "RESOURCE_CONFLICT" }
}

extension ChargeOutcome {
    /// What an answer means that is no success.
    init(refusal answer: HTTPResponse) {
        let failure = decoded(PayPalFailure.self, answer)
        let word = failure?.word ?? "http_\(answer.status)"
        switch answer.status {
        case 401, 403: self = .denied(code: word)
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
        "CURRENCY_NOT_SUPPORTED",
    ]
    private static let hard: Set<String> = [
        "AGREEMENT_ALREADY_CANCELLED", "BILLING_AGREEMENT_NOT_FOUND", "CARD_CLOSED", "CARD_EXPIRED",
        "PAYER_ACCOUNT_LOCKED_OR_CLOSED", "PAYER_ACCOUNT_RESTRICTED", "TOKEN_EXPIRED", "TOKEN_ID_NOT_FOUND",
    ]
}
