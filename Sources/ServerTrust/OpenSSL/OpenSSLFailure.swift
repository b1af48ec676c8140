internal import COpenSSL

/// What OpenSSL has put into this thread's queue of errors since it was last asked.
struct OpenSSLFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The reasons, the first failure first, such as `no shared cipher`.
    let reasons: [String]

    /// Empties the queue.
    init() {
        var reasons: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            let reason = unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) }
            reasons.append(reason ?? "error \(code)")
        }
        self.reasons = reasons
    }

    var description: String {
        reasons.isEmpty ? "no reason given" : reasons.joined(separator: "; ")
    }
}
