internal import COpenSSL
public import HTTPService

/// Why the laboratory could not make something.
public enum LabError: Error, Hashable, Sendable {
    /// OpenSSL refused, with its reasons, the first failure first.
    case openSSL([String])
    /// A server could not be made.
    case server(HTTPServiceError)
    /// Text or bytes that should be a key, a certificate or a message are not one.
    case unreadable(String)

    /// What OpenSSL has put into this thread's queue of errors, which is empty afterwards.
    static var fromOpenSSL: LabError {
        var reasons: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            reasons.append(unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) } ?? "error \(code)")
        }
        return .openSSL(reasons)
    }
}
