import Foundation
import Plans
import TestSupport
import Testing

@Suite struct `A sum of money` {
    @Test(arguments: [
        (2990, "PEN", "29.90"), (9990, "CLP", "9990"), (5, "PEN", "0.05"), (-5, "USD", "-0.05"), (1234, "KWD", "1.234"),
        (0, "PEN", "0.00"), (Int64.min, "JPY", "-9223372036854775808"),
    ])
    func `has as many decimals as its currency`(minor: Int64, code: String, text: String) throws {
        let currency = try #require(Currency(code))
        #expect(Money(minor, currency).decimalText == text)
        if minor >= 0 { #expect(Money(parsing: text, currency)?.minorUnits == minor) }
    }

    @Test(arguments: [
        "", "1.5", "1.500", "1,50", ".50", "-1.00", "1e3", "99999999999999999999.00", "1.5x",
        "10000000000000.01", "92233720368547758.07",
    ])
    func `is not read from what is no sum`(text: String) {
        #expect(Money(parsing: text, .pen) == nil)
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `splits into parts that add up`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let rate = TaxRate(basisPoints: Int64.random(in: 0...5000, using: &random), isIncluded: seed.isMultiple(of: 2))
        let amount = Int64.random(in: 0...(1 << 40), using: &random)
        let split = rate.split(price: amount)
        #expect(rate.isIncluded ? split.gross == amount : split.net == amount)
        // Half up: the remainder is at most half of what is divided by.
        let exact = rate.isIncluded ? amount * 10_000 : amount * rate.basisPoints
        let (part, divisor) = rate.isIncluded ? (split.net, 10_000 + rate.basisPoints) : (split.tax, 10_000)
        #expect(2 * (exact - part * divisor) < divisor && 2 * (exact - part * divisor) >= -divisor)
    }

    @Test func `is split the same however large it is`() {
        let rate = TaxRate(basisPoints: 1800, isIncluded: true)
        #expect(rate.split(gross: Int64.max).gross == Int64.max)
        #expect(rate.split(gross: 11_800_000_000_000_000).net == 10_000_000_000_000_000)
    }

    @Test(arguments: [(Int64.max, Int64(10_000)), (Int64.max, Int64.max), (Int64.min + 1, 1 << 62), (1 << 62, 20_000)])
    func `is split without a trap where it is none`(amount: Int64, basisPoints: Int64) {
        for isIncluded in [true, false] {
            let split = TaxRate(basisPoints: basisPoints, isIncluded: isIncluded).split(price: amount)
            #expect((isIncluded ? split.gross : split.net) == amount)
        }
    }

    @Test(arguments: [
        // Begun days count; what is used and what is left is the price.
        ("2026-04-10T14:00:00Z", "2026-05-10T14:00:00Z", "2026-04-22T17:00:00Z", Int64(30), Int64(13), Int64(1694)),
        ("2026-04-10T14:00:00Z", "2026-05-10T14:00:00Z", "2026-04-10T14:00:00Z", 30, 0, 2990),
        ("2026-04-10T14:00:00Z", "2026-05-10T14:00:00Z", "2026-05-10T14:00:00Z", 30, 30, 0),
        ("2026-04-10T14:00:00Z", "2026-05-10T14:00:00Z", "2026-06-10T14:00:00Z", 30, 30, 0),
        // Over a change of clocks the period is an hour short of its days.
        ("2026-03-01T05:00:00Z", "2026-04-01T04:00:00Z", "2026-03-16T04:00:00Z", 31, 15, 1543),
    ])
    func `is given back for unused days`(
        start: String,
        end: String,
        now: String,
        days: Int64,
        used: Int64,
        credit: Int64
    ) throws {
        let proration = Proration(
            paid: 2990,
            rate: TaxRate(basisPoints: 1800, isIncluded: true),
            from: try #require(Instant(parsing: start)),
            to: try #require(Instant(parsing: end)),
            at: try #require(Instant(parsing: now))
        )
        #expect(proration.periodDays == days && proration.usedDays == used && proration.credit.gross == credit)
    }
}

@Suite struct `Named texts` {
    @Test func `read back as they were written`() {
        let fields: Fields = ["plan": "Claro “7 días”", "note": "a\"b\\c\n\u{1}", "": "", "套餐": "30 天"]
        #expect(Fields(json: fields.json) == fields)
        #expect(Fields(json: "{}") == Fields())
    }

    @Test(arguments: [
        "", "[]", "{\"a\":1}", "{\"a\":\"b\"", "{\"a\":\"b\"}x", "{\"a\":\"\\q\"}", "{\"a\":\"\\u00e9\"}", "{,}",
    ])
    func `are not read from anything else`(text: String) {
        #expect(Fields(json: text) == nil)
    }
}

@Suite struct `A webhook's signature` {
    private let body = Array(#"{"id":"evt_1"}"#.utf8)
    private let now = Instant(seconds: 1_700_000_000)

    /// `printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test`
    @Test func `is what OpenSSL makes of it`() async throws {
        let line = try await Tool.run(
            "openssl",
            ["dgst", "-sha256", "-hmac", "whsec_test"],
            input: Array("1700000000.".utf8) + body
        ).text
        let expected = try #require(line.split(separator: " ").last).trimmingCharacters(in: .newlines)
        #expect(WebhookSignature.sign(body, secret: "whsec_test", at: now) == "t=1700000000,v1=\(expected)")
    }

    @Test func `is right only for its body, its secret and its time`() throws {
        let signature = WebhookSignature.sign(body, secret: "s", at: now)
        try WebhookSignature.verify(signature, of: body, secret: "s", at: now + 300)
        #expect(throws: WebhookError.stale(seconds: 301)) {
            try WebhookSignature.verify(signature, of: body, secret: "s", at: now + 301)
        }
        #expect(throws: WebhookError.wrongSignature) {
            try WebhookSignature.verify(signature, of: body, secret: "t", at: now)
        }
        #expect(throws: WebhookError.wrongSignature) {
            try WebhookSignature.verify(signature, of: body + [32], secret: "s", at: now)
        }
        for malformed in ["", "t=1", "v1=00", "t=x,v1=00"] {
            #expect(throws: WebhookError.malformed) {
                try WebhookSignature.verify(malformed, of: body, secret: "s", at: now)
            }
        }
    }
}
