internal import CCurl

/// The codes of libcurl that mean something of their own here.
enum CURLCode: CInt {
    case unsupportedProtocol = 1
    case nameNotFound = 6
    case notConnected = 7
    case weirdReply = 8
    case partialFile = 18
    case writeError = 23
    case outOfMemory = 27
    case timedOut = 28
    case tlsConnect = 35
    case otherCertificate = 51
    case gotNothing = 52
    case sendError = 55
    case receiveError = 56
    case certificateProblem = 58
    case notTrusted = 60
    case pinnedKeyDiffers = 90
}

extension HTTPTransportError {
    /// A code of libcurl that says it all.
    init(_ code: CInt) {
        self =
            code == CURLCode.outOfMemory.rawValue
            ? .outOfMemory
            : unsafe .other(code: Int(code), reason: String(cString: CCurl_reason(code)))
    }
}

extension EasyHandle {
    /// What the code of an exchange means. libcurl's own text may quote the URL: it is used only where it is OpenSSL's.
    func failure(_ code: CInt, _ url: HTTPURL, _ limits: HTTPLimits) -> HTTPTransportError {
        if received.bodyIsTooLarge { return .bodyTooLarge(limit: limits.bodyBytes) }
        if received.headerIsTooLarge { return .headerTooLarge(limit: limits.headerBytes) }
        switch CURLCode(rawValue: code) {
        case .nameNotFound: return .nameNotFound(host: url.host)
        case .notConnected:
            if let address = received.refusedAddress {
                return .addressNotPublic(host: url.host, address: address.description)
            }
            return .notConnected(
                host: url.host,
                port: url.port,
                errno: Int32(unsafe CCurl_number(handle, CCurl_systemError))
            )
        case .timedOut: return .timedOut(phase(of: url))
        case .tlsConnect: return .handshakeFailed(reason: opensslReason)
        case .notTrusted, .otherCertificate:
            let result = unsafe CCurl_number(handle, CCurl_verifyResult)
            return unsafe .notTrusted(code: result, reason: String(cString: CCurl_verifyReason(result)))
        case .pinnedKeyDiffers: return .otherPublicKey
        case .certificateProblem: return .unusableCredentials
        case .unsupportedProtocol, .weirdReply: return .notHTTP
        // With TLS 1.3 a server refuses a client's certificate behind the handshake.
        case .receiveError where errorMessage.contains(" alert "): return .refusedByAlert(reason: opensslReason)
        case .partialFile, .gotNothing, .sendError, .receiveError: return .closed
        case .outOfMemory, .writeError, nil: return HTTPTransportError(code)
        }
    }

    private func phase(of url: HTTPURL) -> HTTPTransportError.Phase {
        let times = unsafe (
            name: CCurl_time(handle, CCurl_nameLookupTime), connection: CCurl_time(handle, CCurl_connectTime),
            request: CCurl_time(handle, CCurl_requestTime)
        )
        if times.request > 0 { return .answer }
        if times.name == 0 { return .name }
        if unsafe trust.pointee.hasBegun == 1 { return .handshake }
        return times.connection == 0 || url.scheme == .https ? .connection : .answer
    }

    private var errorMessage: String { unsafe String(cString: errorText) }

    /// The last part of `error:0A000410:SSL routines::sslv3 alert handshake failure`.
    private var opensslReason: String {
        let text = errorMessage
        guard let routines = text.range(of: "routines:") else { return text }
        return String(text[routines.upperBound...].drop { $0 == ":" })
    }
}

extension String {
    /// Where a piece first stands. (Foundation's is the reason for many megabytes.)
    fileprivate func range(of piece: String) -> Range<Index>? {
        indices.lazy.map { $0..<endIndex }.first { self[$0].hasPrefix(piece) }.map {
            $0.lowerBound..<index($0.lowerBound, offsetBy: piece.count)
        }
    }
}
