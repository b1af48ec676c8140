internal import COpenSSL

/// Why a server could not be made.
public enum HTTPServiceError: Error, Hashable, Sendable {
    /// OpenSSL refused, with its reasons, the first failure first.
    case openSSL([String])
    /// An operation of the system's failed, with its error number.
    case system(operation: String, number: Int32)

    /// What OpenSSL has put into this thread's queue of errors, which is empty afterwards.
    static var fromOpenSSL: HTTPServiceError {
        var reasons: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            reasons.append(unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) } ?? "error \(code)")
        }
        return .openSSL(reasons)
    }
}
