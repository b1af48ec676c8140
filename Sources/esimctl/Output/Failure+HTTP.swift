import HTTPTransport
import SystemPackage

extension Failure {
    /// Why there was no answer from `address`.
    init(fetching address: String, _ error: HTTPTransportError) {
        switch error {
        case .notInstalled:
            self.init("libcurl is not installed", hint: "apt-get install libcurl4", status: .unavailable)
        case .unfitLibrary(let version):
            self.init(
                "libcurl does not use OpenSSL 3: \(version)",
                hint: "apt-get install libcurl4",
                status: .unavailable
            )
        default:
            self.init("\(address): \(error.reason)", status: .notDone)
        }
    }
}

extension HTTPTransportError {
    /// The reason in a few words.
    var reason: String {
        switch self {
        case .notInstalled: "libcurl is not installed"
        case .unfitLibrary(let version): "libcurl does not use OpenSSL 3: \(version)"
        case .unsafeField(let name): "the field \(name) cannot be sent"
        case .unusableCredentials: "the certificate or the key cannot be used"
        case .nameNotFound(let host): "no address is known for \(host)"
        case .addressNotPublic(let host, let address): "\(host) has the address \(address), which is not a public one"
        case .notConnected(let host, let port, let errno):
            "nobody answers at \(host):\(port) (\(Errno(rawValue: errno)))"
        case .timedOut(let phase): "took too long (\(phase.rawValue))"
        case .refusedByAlert(let reason): "the server broke off: \(reason)"
        case .handshakeFailed(let reason): "the TLS handshake failed: \(reason)"
        case .notTrusted(_, let reason): "the server's certificate is not trusted: \(reason)"
        case .otherPublicKey: "the server has another key than the one that is expected"
        case .bodyTooLarge(let limit): "the answer is larger than \(limit >> 20) MiB"
        case .headerTooLarge(let limit): "the header of the answer is larger than \(limit >> 10) KiB"
        case .redirectRefused: "the server leads elsewhere, where it may not"
        case .closed: "the server closed the connection before its answer was whole"
        case .notHTTP: "what the server sent is not HTTP"
        case .outOfMemory: "there is not enough memory"
        case .other(let code, let reason): "\(reason) (libcurl \(code))"
        }
    }
}
