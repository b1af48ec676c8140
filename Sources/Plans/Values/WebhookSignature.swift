/// The signature of a webhook in Stripe's form: `t=1700000000,v1=5f2c…`, HMAC-SHA256 over `t`, a full stop and the body.
public enum WebhookSignature {
    /// Signs a body.
    public static func sign(_ body: [UInt8], secret: String, at now: Instant) -> String {
        "t=\(now.seconds),v1=\(hexadecimal(mac(body, secret: secret, time: String(now.seconds))))"
    }

    /// Finds the signature right and not older, nor newer, than `tolerance` seconds.
    public static func verify(
        _ signature: String,
        of body: [UInt8],
        secret: String,
        at now: Instant,
        tolerance: Int64 = 300
    ) throws(WebhookError) {
        var time: String?
        var candidates: [String] = []
        for part in signature.split(separator: ",") {
            if part.hasPrefix("t=") { time = String(part.dropFirst(2)) }
            if part.hasPrefix("v1=") { candidates.append(String(part.dropFirst(3))) }
        }
        guard let time, let seconds = Int64(time), !candidates.isEmpty else { throw .malformed }
        let expected = Array(hexadecimal(mac(body, secret: secret, time: time)).utf8)
        guard candidates.contains(where: { areEqual(Array($0.utf8), expected) }) else { throw .wrongSignature }
        let age = now.seconds.subtractingReportingOverflow(seconds)
        guard !age.overflow, age.partialValue.magnitude <= tolerance.magnitude else {
            throw .stale(seconds: age.partialValue)
        }
    }

    private static func mac(_ body: [UInt8], secret: String, time: String) -> [UInt8] {
        SHA256.mac(of: Array(time.utf8) + [UInt8(ascii: ".")] + body, key: Array(secret.utf8))
    }

    /// Looks at all bytes, so that the time it takes says nothing about where the first difference is.
    private static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
