import Plans

/// What must hold in every store, whoever has written to it, as far as the rows alone tell.
///
/// The schema enforces some of it already; an audit does not take its word. Each rule is a query, which SQLite and PostgreSQL both
/// take, for what breaks it.
public struct StoreAudit: Hashable, Sendable {
    /// Something that should not be.
    public struct Finding: Hashable, Sendable {
        /// The rule that is broken.
        public var rule: String
        /// The subscription, charge, journal, account or code that breaks it.
        public var subject: String
    }

    /// The rules, those on the file itself included.
    public static var ruleNames: [String] { ["file-is-intact", "references-exist"] + rules.map(\.name) }

    /// A rule by its name, and the query for the names of what breaks it.
    struct Rule {
        var name: String
        var query: String
    }

    static let rules: [Rule] = [
        Rule(
            name: "journal-balances",
            query: """
                SELECT journal_id FROM posting GROUP BY tenant_id, journal_id, currency HAVING sum(amount_minor) <> 0
                """
        ),
        Rule(
            name: "balance-matches-ledger",
            query: """
                SELECT account_id FROM wallet LEFT JOIN (\
                SELECT tenant_id AS tenant, account, currency AS unit, sum(amount_minor) AS booked \
                FROM posting WHERE account LIKE 'wallet:%' GROUP BY tenant_id, account, currency) AS ledger \
                ON tenant = tenant_id AND account = 'wallet:' || account_id AND unit = currency \
                WHERE balance_minor <> -coalesce(booked, 0) OR balance_minor < 0
                """
        ),
        Rule(
            name: "amounts-are-in-range",
            query: """
                SELECT 'plan ' || plan_code FROM plan_version WHERE price_minor > \(Money.limit) OR tax_bp > \(TaxRate.limit) \
                UNION ALL SELECT account_id FROM wallet WHERE balance_minor > \(Money.limit) \
                UNION ALL SELECT id FROM charge WHERE amount_minor > \(Money.limit) \
                UNION ALL SELECT journal_id FROM posting WHERE amount_minor NOT BETWEEN -\(Money.limit) AND \(Money.limit)
                """
        ),
        Rule(
            name: "one-charge-per-cycle",
            query: """
                SELECT subject_id FROM charge WHERE kind = 'renewal' AND state = 'succeeded' \
                GROUP BY tenant_id, subject_id, cycle HAVING count(*) > 1
                """
        ),
        Rule(
            name: "one-mandate-per-line",
            query: """
                SELECT line_id FROM subscription WHERE auto_renew = 'on' GROUP BY tenant_id, line_id HAVING count(*) > 1
                """
        ),
        Rule(
            name: "renewable-plans-only",
            query: """
                SELECT charge.id FROM charge JOIN subscription ON subscription.tenant_id = charge.tenant_id \
                AND subscription.id = charge.subject_id JOIN plan_version ON plan_version.tenant_id = charge.tenant_id \
                AND plan_version.plan_code = subscription.plan_code AND plan_version.version = charge.plan_version \
                WHERE charge.kind = 'renewal' AND plan_version.auto_renewable = 0
                """
        ),
        Rule(
            name: "paid-charge-in-ledger",
            query: """
                SELECT id FROM charge WHERE state = 'succeeded' AND kind <> 'topup' AND amount_minor <> \
                coalesce((SELECT sum(amount_minor) FROM posting WHERE posting.tenant_id = charge.tenant_id \
                AND posting.journal_id = 'charge/' || charge.id AND amount_minor > 0), 0)
                """
        ),
        Rule(
            name: "paid-charge-has-attempt",
            query: """
                SELECT id FROM charge WHERE state = 'succeeded' AND NOT EXISTS (SELECT 1 FROM charge_attempt \
                WHERE charge_attempt.tenant_id = charge.tenant_id AND charge_id = charge.id \
                AND charge_attempt.state = 'succeeded')
                """
        ),
        Rule(
            name: "payment-pays-once",
            query: """
                SELECT charge_id FROM charge_attempt WHERE state = 'succeeded' AND EXISTS \
                (SELECT 1 FROM charge_attempt AS other WHERE other.tenant_id = charge_attempt.tenant_id \
                AND other.provider_ref = charge_attempt.provider_ref AND other.provider = charge_attempt.provider \
                AND other.charge_id <> charge_attempt.charge_id AND other.state = 'succeeded')
                """
        ),
        Rule(
            name: "paid-charge-has-invoice",
            query: """
                SELECT id FROM charge WHERE kind <> 'topup' AND (state = 'succeeded') <> EXISTS (SELECT 1 FROM invoice \
                WHERE invoice.tenant_id = charge.tenant_id AND charge_id = charge.id AND invoice.kind = 'invoice')
                """
        ),
        Rule(
            name: "invoice-numbers-have-no-gaps",
            query: """
                SELECT series FROM invoice GROUP BY tenant_id, series HAVING count(*) <> max(number) OR min(number) <> 1
                """
        ),
        Rule(
            name: "refunds-within-charge",
            query: """
                SELECT id FROM charge WHERE refunded_minor > amount_minor OR refunded_tax_minor > tax_minor \
                OR (refunded_minor = amount_minor AND refunded_tax_minor <> tax_minor) OR amount_minor < \
                (SELECT coalesce(sum(refund.amount_minor), 0) FROM refund WHERE refund.tenant_id = charge.tenant_id \
                AND refund.charge_id = charge.id AND refund.state <> 'failed')
                """
        ),
        Rule(
            name: "credit-notes-within-charge",
            query: """
                SELECT id FROM charge WHERE amount_minor < (SELECT coalesce(sum(total_minor), 0) FROM invoice \
                WHERE invoice.tenant_id = charge.tenant_id AND charge_id = charge.id AND invoice.kind = 'credit_note')
                """
        ),
        Rule(
            name: "attempts-follow-declines",
            query: """
                SELECT later.charge_id FROM charge_attempt AS later LEFT JOIN charge_attempt AS earlier \
                ON earlier.tenant_id = later.tenant_id AND earlier.charge_id = later.charge_id \
                AND earlier.attempt_no = later.attempt_no - 1 \
                WHERE later.attempt_no > 1 AND coalesce(earlier.state, '') <> 'declined'
                """
        ),
        Rule(
            name: "events-have-no-gaps",
            query: """
                SELECT subject_id FROM event GROUP BY tenant_id, subject_id HAVING count(*) <> max(seq) OR min(seq) <> 1
                """
        ),
        Rule(
            name: "events-are-all-there",
            query: """
                SELECT id FROM subscription WHERE event_seq <> (SELECT count(*) FROM event \
                WHERE event.tenant_id = subscription.tenant_id AND subject_id = subscription.id)
                """
        ),
        Rule(
            name: "ended-is-at-rest",
            query: """
                SELECT id FROM subscription WHERE state IN ('canceled', 'expired') AND (auto_renew <> 'off' \
                OR service_on = 1 OR EXISTS (SELECT 1 FROM timer WHERE timer.tenant_id = subscription.tenant_id \
                AND timer.subject = 'subscription' AND timer.id = subscription.id))
                """
        ),
        Rule(
            name: "renewing-has-timer",
            query: """
                SELECT id FROM subscription WHERE state = 'active' AND auto_renew = 'on' AND parked = 0 \
                AND awaiting <> 'operator' AND NOT EXISTS (SELECT 1 FROM timer \
                WHERE timer.tenant_id = subscription.tenant_id AND timer.subject = 'subscription' \
                AND timer.id = subscription.id)
                """
        ),
        Rule(
            name: "parked-has-alert",
            query: """
                SELECT id FROM subscription WHERE parked = 1 AND (NOT EXISTS (SELECT 1 FROM alert \
                WHERE alert.tenant_id = subscription.tenant_id AND subject_id = subscription.id \
                AND closed_at IS NULL) OR EXISTS (SELECT 1 FROM timer WHERE timer.tenant_id = subscription.tenant_id \
                AND timer.subject = 'subscription' AND timer.id = subscription.id))
                """
        ),
        Rule(
            name: "code-belongs-to-subscription",
            query: """
                SELECT 'code ' || number FROM inventory_code WHERE subscription_id IS NOT NULL AND NOT EXISTS \
                (SELECT 1 FROM subscription WHERE subscription.tenant_id = inventory_code.tenant_id \
                AND subscription.id = inventory_code.subscription_id AND code_number = number \
                AND subscription.line_id = inventory_code.line_id \
                AND (inventory_code.state = 'used') = (subscription.state <> 'incomplete'))
                """
        ),
        Rule(
            name: "subscription-has-its-code",
            query: """
                SELECT id FROM subscription WHERE code_number IS NOT NULL AND NOT EXISTS \
                (SELECT 1 FROM inventory_code WHERE inventory_code.tenant_id = subscription.tenant_id \
                AND number = subscription.code_number AND inventory_code.subscription_id = subscription.id)
                """
        ),
    ]
}
