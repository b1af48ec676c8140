import Plans

/// The tables of a store, as SQL that SQLite and PostgreSQL both take.
///
/// Instants are seconds since 1970 in UTC, money whole minor units, flags 0 and 1. Every key begins with the tenant. A version is
/// never edited once a program with it is out: a change is another version.
enum Schema {
    /// The versions, the oldest first; a store has run so many of them.
    static let versions: [[String]] = [first, inventory, fewerIndexes]

    /// The newest version.
    static var current: Int { versions.count }

    /// The condition that a column holds one of these words. For a list (`IN`) of more than two SQLite makes a tree, and throws it
    /// away, each time that it checks a row; that takes longer than writing the row.
    private static func among(_ column: String, _ words: String...) -> String {
        words.map { "\(column) = '\($0)'" }.joined(separator: " OR ")
    }

    private static let first = [
        """
        CREATE TABLE billing_clock(
            shard TEXT NOT NULL PRIMARY KEY,
            high_water BIGINT NOT NULL,
            frozen INTEGER NOT NULL CHECK(frozen IN (0,1)))
        """,
        """
        CREATE TABLE account(
            tenant_id TEXT NOT NULL, id TEXT NOT NULL,
            email TEXT NOT NULL,
            registered INTEGER NOT NULL CHECK(registered IN (0,1)),
            logged_in_until BIGINT,
            locale TEXT NOT NULL, tz TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            PRIMARY KEY(tenant_id, id))
        """,
        """
        CREATE TABLE wallet(
            tenant_id TEXT NOT NULL, account_id TEXT NOT NULL, currency TEXT NOT NULL,
            balance_minor BIGINT NOT NULL CHECK(balance_minor >= 0),
            PRIMARY KEY(tenant_id, account_id, currency),
            FOREIGN KEY(tenant_id, account_id) REFERENCES account(tenant_id, id))
        """,
        """
        CREATE TABLE payment_method(
            tenant_id TEXT NOT NULL, id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            kind TEXT NOT NULL CHECK(kind IN ('card','paypal')),
            provider TEXT NOT NULL, provider_ref TEXT NOT NULL, last4 TEXT,
            exp_year INTEGER, exp_month INTEGER,
            status TEXT NOT NULL CHECK(\(among("status", "valid", "hard_declined", "removed"))),
            is_default INTEGER NOT NULL CHECK(is_default IN (0,1)),
            created_at BIGINT NOT NULL,
            PRIMARY KEY(tenant_id, id),
            FOREIGN KEY(tenant_id, account_id) REFERENCES account(tenant_id, id))
        """,
        "CREATE INDEX payment_method_account ON payment_method(tenant_id, account_id)",
        "CREATE UNIQUE INDEX payment_method_default ON payment_method(tenant_id, account_id) WHERE is_default = 1",
        """
        CREATE TABLE line(
            tenant_id TEXT NOT NULL, id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            carrier TEXT NOT NULL, msisdn TEXT, iccid TEXT,
            state TEXT NOT NULL CHECK(\(among("state", "active", "restricted", "warned", "released", "reassignable"))),
            last_recharge_at BIGINT,
            PRIMARY KEY(tenant_id, id),
            FOREIGN KEY(tenant_id, account_id) REFERENCES account(tenant_id, id))
        """,
        "CREATE INDEX line_account ON line(tenant_id, account_id)",
        """
        CREATE TABLE plan_version(
            tenant_id TEXT NOT NULL, plan_code TEXT NOT NULL, version INTEGER NOT NULL,
            carrier TEXT NOT NULL,
            category TEXT NOT NULL
                CHECK(\(among("category", "short_term_data", "voice", "combined", "short_travel", "long_stay"))),
            price_minor BIGINT NOT NULL CHECK(price_minor >= 0),
            currency TEXT NOT NULL,
            tax_bp BIGINT NOT NULL CHECK(tax_bp >= 0),
            tax_included INTEGER NOT NULL CHECK(tax_included IN (0,1)),
            unit TEXT NOT NULL CHECK(\(among("unit", "day", "month", "year"))),
            unit_count INTEGER NOT NULL CHECK(unit_count > 0),
            auto_renewable INTEGER NOT NULL CHECK(auto_renewable IN (0,1)),
            grace_days INTEGER NOT NULL CHECK(grace_days >= 0),
            retry_days TEXT NOT NULL,
            unused_policy TEXT NOT NULL CHECK(unused_policy IN ('forfeit','credit_wallet')),
            lead_seconds BIGINT NOT NULL CHECK(lead_seconds >= 0),
            names TEXT NOT NULL, tariff_code TEXT,
            effective_from BIGINT NOT NULL, effective_to BIGINT, notice_sent_at BIGINT,
            PRIMARY KEY(tenant_id, plan_code, version))
        """,
        // The plan is no foreign key: a row whose plan is gone is put aside by the engine, and must not keep others from
        // being imported.
        """
        CREATE TABLE subscription(
            tenant_id TEXT NOT NULL, id TEXT NOT NULL,
            account_id TEXT NOT NULL, line_id TEXT NOT NULL,
            plan_code TEXT NOT NULL, plan_version INTEGER NOT NULL,
            state TEXT NOT NULL CHECK(\(among("state", "scheduled", "incomplete", "active", "past_due", "suspended", "paused", "canceled", "expired"))),
            auto_renew TEXT NOT NULL CHECK(\(among("auto_renew", "off", "pending_confirmation", "on"))),
            mandate_version BIGINT NOT NULL, mandate_amount_minor BIGINT, confirmation_token TEXT,
            payment_method_id TEXT,
            anchor_local TEXT NOT NULL, tz TEXT NOT NULL, anchor_k BIGINT NOT NULL,
            cycle BIGINT NOT NULL, period_start BIGINT, period_end BIGINT,
            anchor_reset INTEGER NOT NULL CHECK(anchor_reset IN (0,1)),
            cancel_at_period_end INTEGER NOT NULL CHECK(cancel_at_period_end IN (0,1)),
            paused_remaining BIGINT,
            service_on INTEGER NOT NULL CHECK(service_on IN (0,1)),
            dunning_from BIGINT, collect_at BIGINT, grace_ends_at BIGINT, suspended_at BIGINT,
            awaiting TEXT NOT NULL CHECK(\(among("awaiting", "nothing", "method", "customer", "operator"))),
            recover_at BIGINT, open_charge_id TEXT,
            noticed_cycle BIGINT NOT NULL,
            parked INTEGER NOT NULL CHECK(parked IN (0,1)),
            processing_errors INTEGER NOT NULL,
            charges_that_day INTEGER NOT NULL, charge_day BIGINT NOT NULL,
            replaces_id TEXT, replaced_by_id TEXT,
            event_seq BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            PRIMARY KEY(tenant_id, id),
            FOREIGN KEY(tenant_id, account_id) REFERENCES account(tenant_id, id),
            FOREIGN KEY(tenant_id, line_id) REFERENCES line(tenant_id, id),
            CHECK(state NOT IN ('canceled','expired') OR auto_renew = 'off'))
        """,
        "CREATE UNIQUE INDEX subscription_mandate ON subscription(tenant_id, line_id) WHERE auto_renew = 'on'",
        "CREATE INDEX subscription_account ON subscription(tenant_id, account_id)",
        "CREATE INDEX subscription_line ON subscription(tenant_id, line_id)",
        """
        CREATE INDEX subscription_method ON subscription(tenant_id, payment_method_id)
            WHERE payment_method_id IS NOT NULL
        """,
        """
        CREATE TABLE timer(
            tenant_id TEXT NOT NULL,
            subject TEXT NOT NULL CHECK(\(among("subject", "subscription", "charge", "refund", "payment_method", "line"))),
            id TEXT NOT NULL,
            kind TEXT NOT NULL CHECK(\(among("kind", "recover", "renew", "retry", "suspend", "expire", "notice", "expiry", "line"))),
            due_at BIGINT NOT NULL, priority INTEGER NOT NULL,
            mandate_version BIGINT NOT NULL,
            lease_owner TEXT, lease_until BIGINT NOT NULL, lease_token BIGINT NOT NULL,
            PRIMARY KEY(tenant_id, subject, id))
        """,
        "CREATE INDEX timer_due ON timer(due_at, priority, tenant_id, subject, id)",
        "CREATE INDEX timer_leased ON timer(lease_until) WHERE lease_until > 0",
        "CREATE INDEX timer_recovery ON timer(due_at) WHERE kind = 'recover'",
        """
        CREATE TABLE charge(
            tenant_id TEXT NOT NULL, id TEXT NOT NULL,
            subject_id TEXT NOT NULL, account_id TEXT NOT NULL, line_id TEXT,
            cycle BIGINT NOT NULL,
            kind TEXT NOT NULL CHECK(\(among("kind", "first", "renewal", "change", "topup"))),
            plan_version INTEGER,
            amount_minor BIGINT NOT NULL CHECK(amount_minor >= 0),
            tax_minor BIGINT NOT NULL CHECK(tax_minor BETWEEN 0 AND amount_minor),
            tax_bp BIGINT NOT NULL, currency TEXT NOT NULL,
            mandate_version BIGINT NOT NULL, provider TEXT NOT NULL, boundary BIGINT,
            attempts INTEGER NOT NULL,
            state TEXT NOT NULL CHECK(\(among("state", "open", "succeeded", "failed", "skipped", "unknown"))),
            refunded_minor BIGINT NOT NULL CHECK(refunded_minor BETWEEN 0 AND amount_minor),
            refunded_tax_minor BIGINT NOT NULL CHECK(refunded_tax_minor BETWEEN 0 AND tax_minor),
            created_at BIGINT NOT NULL, settled_at BIGINT,
            PRIMARY KEY(tenant_id, id),
            FOREIGN KEY(tenant_id, account_id) REFERENCES account(tenant_id, id))
        """,
        "CREATE UNIQUE INDEX charge_cycle ON charge(tenant_id, subject_id, cycle, kind)",
        "CREATE INDEX charge_line ON charge(tenant_id, line_id)",
        """
        CREATE TABLE charge_attempt(
            tenant_id TEXT NOT NULL, charge_id TEXT NOT NULL, attempt_no INTEGER NOT NULL,
            provider TEXT NOT NULL, payment_method_id TEXT,
            idempotency_key TEXT NOT NULL, request_body TEXT NOT NULL,
            state TEXT NOT NULL CHECK(\(among("state", "prepared", "sending", "succeeded", "declined", "unknown"))),
            decline_kind TEXT CHECK(\(among("decline_kind", "soft", "hard", "action_required", "not_sent"))),
            decline_code TEXT, provider_ref TEXT,
            asks_first INTEGER NOT NULL CHECK(asks_first IN (0,1)),
            created_at BIGINT NOT NULL, first_sent_at BIGINT, answered_at BIGINT,
            PRIMARY KEY(tenant_id, charge_id, attempt_no),
            FOREIGN KEY(tenant_id, charge_id) REFERENCES charge(tenant_id, id))
        """,
        "CREATE UNIQUE INDEX charge_attempt_key ON charge_attempt(tenant_id, idempotency_key)",
        """
        CREATE UNIQUE INDEX charge_attempt_open ON charge_attempt(tenant_id, charge_id)
            WHERE \(among("state", "prepared", "sending", "unknown"))
        """,
        """
        CREATE UNIQUE INDEX charge_attempt_succeeded ON charge_attempt(tenant_id, charge_id)
            WHERE state = 'succeeded'
        """,
        """
        CREATE INDEX charge_attempt_reference ON charge_attempt(tenant_id, provider_ref)
            WHERE provider_ref IS NOT NULL
        """,
        """
        CREATE TABLE refund(
            tenant_id TEXT NOT NULL, id TEXT NOT NULL,
            charge_id TEXT NOT NULL,
            amount_minor BIGINT NOT NULL CHECK(amount_minor > 0),
            tax_minor BIGINT NOT NULL CHECK(tax_minor BETWEEN 0 AND amount_minor),
            state TEXT NOT NULL CHECK(\(among("state", "sending", "succeeded", "failed"))),
            provider_ref TEXT, created_at BIGINT NOT NULL,
            PRIMARY KEY(tenant_id, id),
            FOREIGN KEY(tenant_id, charge_id) REFERENCES charge(tenant_id, id))
        """,
        "CREATE INDEX refund_charge ON refund(tenant_id, charge_id)",
        """
        CREATE TABLE journal(
            tenant_id TEXT NOT NULL, id TEXT NOT NULL,
            kind TEXT NOT NULL CHECK(\(among("kind", "opening", "topup", "charge", "credit", "refund"))),
            at BIGINT NOT NULL,
            PRIMARY KEY(tenant_id, id))
        """,
        """
        CREATE TABLE posting(
            tenant_id TEXT NOT NULL, journal_id TEXT NOT NULL, leg INTEGER NOT NULL,
            account TEXT NOT NULL, currency TEXT NOT NULL,
            amount_minor BIGINT NOT NULL CHECK(amount_minor <> 0),
            PRIMARY KEY(tenant_id, journal_id, leg),
            FOREIGN KEY(tenant_id, journal_id) REFERENCES journal(tenant_id, id))
        """,
        "CREATE INDEX posting_account ON posting(tenant_id, account, currency)",
        """
        CREATE TABLE invoice(
            tenant_id TEXT NOT NULL, series TEXT NOT NULL, number BIGINT NOT NULL CHECK(number > 0),
            kind TEXT NOT NULL CHECK(kind IN ('invoice','credit_note')),
            charge_id TEXT NOT NULL,
            net_minor BIGINT NOT NULL, tax_minor BIGINT NOT NULL, total_minor BIGINT NOT NULL,
            tax_bp BIGINT NOT NULL, currency TEXT NOT NULL, at BIGINT NOT NULL,
            PRIMARY KEY(tenant_id, series, number),
            FOREIGN KEY(tenant_id, charge_id) REFERENCES charge(tenant_id, id),
            CHECK(net_minor + tax_minor = total_minor))
        """,
        "CREATE UNIQUE INDEX invoice_of_charge ON invoice(tenant_id, charge_id) WHERE kind = 'invoice'",
        "CREATE INDEX invoice_charge ON invoice(tenant_id, charge_id)",
        """
        CREATE TABLE counter(
            tenant_id TEXT NOT NULL, name TEXT NOT NULL, value BIGINT NOT NULL,
            PRIMARY KEY(tenant_id, name))
        """,
        """
        CREATE TABLE event(
            tenant_id TEXT NOT NULL, subject_id TEXT NOT NULL, seq BIGINT NOT NULL,
            kind TEXT NOT NULL, actor TEXT NOT NULL, at BIGINT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY(tenant_id, subject_id, seq))
        """,
        """
        CREATE TABLE outbox(
            tenant_id TEXT NOT NULL, id TEXT NOT NULL,
            channel TEXT NOT NULL CHECK(channel IN ('notice','network')),
            topic TEXT NOT NULL, account_id TEXT NOT NULL,
            subject_id TEXT NOT NULL, seq BIGINT NOT NULL,
            locale TEXT NOT NULL, body TEXT NOT NULL,
            created_at BIGINT NOT NULL, next_try_at BIGINT NOT NULL, tries INTEGER NOT NULL,
            state TEXT NOT NULL CHECK(\(among("state", "todo", "sent", "dead"))),
            PRIMARY KEY(tenant_id, id))
        """,
        "CREATE INDEX outbox_todo ON outbox(created_at, tenant_id, subject_id, seq, id) WHERE state = 'todo'",
        "CREATE INDEX outbox_subject ON outbox(tenant_id, subject_id, channel) WHERE state = 'todo'",
        "CREATE INDEX outbox_next ON outbox(next_try_at) WHERE state = 'todo'",
        """
        CREATE TABLE inbound_event(
            tenant_id TEXT NOT NULL, provider TEXT NOT NULL, event_id TEXT NOT NULL,
            received_at BIGINT NOT NULL, object_ref TEXT NOT NULL,
            PRIMARY KEY(tenant_id, provider, event_id))
        """,
        """
        CREATE TABLE alert(
            tenant_id TEXT NOT NULL, kind TEXT NOT NULL, subject_id TEXT NOT NULL,
            raised_at BIGINT NOT NULL, closed_at BIGINT,
            PRIMARY KEY(tenant_id, kind, subject_id))
        """,
        """
        CREATE TABLE gateway_limit(
            provider TEXT NOT NULL PRIMARY KEY,
            configured_rate BIGINT NOT NULL, milli_rate BIGINT NOT NULL, next_free_ms BIGINT NOT NULL,
            window_start_ms BIGINT NOT NULL, window_calls BIGINT NOT NULL, window_failures BIGINT NOT NULL,
            open_until BIGINT NOT NULL)
        """,
    ]

    /// Activation codes in stock, and what subscriptions know of their profiles.
    private static let inventory = [
        "ALTER TABLE plan_version ADD COLUMN profile_type TEXT",
        """
        ALTER TABLE plan_version ADD COLUMN when_profile_deleted TEXT NOT NULL DEFAULT 'ask'
            CHECK(when_profile_deleted IN ('refuse','ask'))
        """,
        "ALTER TABLE subscription ADD COLUMN code_number BIGINT",
        "ALTER TABLE subscription ADD COLUMN iccid TEXT",
        """
        ALTER TABLE subscription ADD COLUMN profile_state TEXT CHECK(\(among("profile_state", "released", "downloaded", "installed", "enabled", "disabled", "deleted", "error")))
        """,
        """
        CREATE TABLE inventory_code(
            tenant_id TEXT NOT NULL, number BIGINT NOT NULL,
            profile_type TEXT NOT NULL,
            state TEXT NOT NULL CHECK(\(among("state", "available", "reserved", "used", "withdrawn"))),
            iccid TEXT,
            fingerprint TEXT NOT NULL, key_id TEXT NOT NULL, sealed TEXT NOT NULL,
            source TEXT NOT NULL, source_line BIGINT NOT NULL,
            subscription_id TEXT, line_id TEXT, reason TEXT,
            added_at BIGINT NOT NULL, changed_at BIGINT NOT NULL,
            PRIMARY KEY(tenant_id, number),
            CHECK((state IN ('reserved','used')) = (subscription_id IS NOT NULL)),
            CHECK((state IN ('reserved','used')) = (line_id IS NOT NULL)))
        """,
        "CREATE UNIQUE INDEX inventory_code_fingerprint ON inventory_code(tenant_id, fingerprint)",
        "CREATE UNIQUE INDEX inventory_code_iccid ON inventory_code(tenant_id, iccid) WHERE iccid IS NOT NULL",
        """
        CREATE UNIQUE INDEX inventory_code_subscription ON inventory_code(tenant_id, subscription_id)
            WHERE subscription_id IS NOT NULL
        """,
        "CREATE INDEX inventory_code_stock ON inventory_code(tenant_id, profile_type, state, number)",
        """
        CREATE TABLE stock_watch(
            tenant_id TEXT NOT NULL, profile_type TEXT NOT NULL,
            threshold BIGINT NOT NULL CHECK(threshold > 0),
            email TEXT NOT NULL, locale TEXT NOT NULL,
            is_low INTEGER NOT NULL CHECK(is_low IN (0,1)),
            notices BIGINT NOT NULL,
            PRIMARY KEY(tenant_id, profile_type))
        """,
    ]

    /// Each index of a table that renewals write into is another tree to change for each of them.
    private static let fewerIndexes = [
        "DROP INDEX posting_account",
        "DROP INDEX charge_line",
        "DROP INDEX charge_attempt_key",
        // Payments from the balance are nobody's call; their keys are made of the row's own.
        """
        CREATE UNIQUE INDEX charge_attempt_key ON charge_attempt(tenant_id, idempotency_key)
            WHERE provider <> 'wallet'
        """,
        "DROP INDEX invoice_charge",
        "DROP INDEX invoice_of_charge",
        // Of a charge one invoice and any number of credit notes; also what is looked through for all of them.
        """
        CREATE UNIQUE INDEX invoice_of_charge
            ON invoice(tenant_id, charge_id, (CASE WHEN kind = 'invoice' THEN 0 ELSE number END))
        """,
    ]
}
