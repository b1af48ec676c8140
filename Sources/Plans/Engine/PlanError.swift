/// Why something that was asked of the engine is refused. Nothing was changed then.
public enum PlanError: Error, Hashable, Sendable {
    case planNotAutoRenewable(plan: String)
    case notRegistered(AccountID)
    case loginRequired(AccountID)
    /// Between request and answer nobody knows whether money has moved: ask again later.
    case chargeInFlight(SubscriptionID)
    /// A plan of one carrier cannot be put on a line of another.
    case carrierMismatch(planCarrier: String, lineCarrier: String)
    /// Another subscription of the line renews itself already.
    case otherMandateOnLine(LineID)
    /// No more than `left` of a charge has not been given back.
    case refundExceedsCharge(ChargeID, left: Money)
    /// The plan is on the line already.
    case samePlan(LineID, plan: String)
    /// The reference was used before, for another amount than is asked for now.
    case referenceUsed(String, for: Money)
    /// There is no such thing, or it is somebody else's.
    case notFound(String)
    /// It is there already.
    case exists(String)
    /// It cannot be done in this state.
    case wrongState(SubscriptionID, Subscription.State)
    /// The confirmation is for an older offer, or for none.
    case staleConfirmation(SubscriptionID)
    /// The means of payment is missing, removed, or cannot pay.
    case noPaymentMethod(AccountID)
    /// An amount, a name or a date that cannot be.
    case invalid(String)
    /// No gateway is set up for this provider.
    case noGateway(String)
    /// The provider does not charge in this currency.
    case currencyNotTaken(Currency, provider: String)
    /// No code of this profile type is available.
    case outOfStock(profileType: String)
    /// The plan says no profile type, so no code goes with it.
    case noProfileType(plan: String)
    /// A code that is reserved, used or withdrawn cannot be taken out of stock.
    case codeNotAvailable(Int64, InventoryCode.State)
    /// The stock is sealed with another key than the one at hand.
    case wrongKey(sealedWith: String, ours: String)
    /// The prepaid balance does not reach.
    case insufficientBalance(AccountID)
    /// There is still money in the balance, which has to be paid out first.
    case balanceLeft(AccountID, Money)
    /// The phone has deleted the profile, and the plan does not renew without one.
    case profileDeleted(SubscriptionID)

    /// The word that scripts and scenarios know it by.
    public var code: String {
        switch self {
        case .planNotAutoRenewable: "plan_not_auto_renewable"
        case .notRegistered: "not_registered"
        case .loginRequired: "login_required"
        case .chargeInFlight: "charge_in_flight"
        case .carrierMismatch: "carrier_mismatch"
        case .otherMandateOnLine, .exists: "unique_violation"
        case .refundExceedsCharge: "refund_exceeds_charge"
        case .samePlan: "same_plan"
        case .referenceUsed: "reference_used"
        case .notFound: "not_found"
        case .wrongState: "wrong_state"
        case .staleConfirmation: "stale_confirmation"
        case .noPaymentMethod: "no_payment_method"
        case .invalid: "invalid"
        case .noGateway: "no_gateway"
        case .currencyNotTaken: "currency_not_taken"
        case .outOfStock: "out_of_stock"
        case .noProfileType: "no_profile_type"
        case .codeNotAvailable: "code_not_available"
        case .wrongKey: "wrong_key"
        case .insufficientBalance: "insufficient_balance"
        case .balanceLeft: "balance_left"
        case .profileDeleted: "profile_deleted"
        }
    }

    /// Whether the same may succeed later.
    public var isRetryable: Bool {
        if case .chargeInFlight = self { true } else { false }
    }
}

/// Why a row cannot be worked on: it is put aside after a few tries, and the others go on.
enum PoisonError: Error, Hashable {
    /// The version of the plan is not there.
    case planMissing(String)
    /// A row that belongs to it is not there.
    case missing(String)
    case zone(ZoneError)
    case noGateway(Provider)
}
