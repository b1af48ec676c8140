internal import CCurl

extension EasyHandle {
    /// Says to libcurl what the request, the limits and the policy mean.
    func setOptions(for request: HTTPRequest, _ limits: HTTPLimits) throws(HTTPTransportError) {
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe (trust.pointee.judge, trust.pointee.context) = (nil, me)
        try check(unsafe CCurl_setErrorBuffer(handle, errorText))
        try check(unsafe CCurl_setReceivers(handle, receiveBody, receiveHeader, me))
        if policy.addresses == .publicOnly { try check(unsafe CCurl_setOpener(handle, openSocket, me)) }

        try set(CCurl_noSignal, 1)
        // Before 7.87 there is none; a name server that does not answer then holds the thread up.
        try? set(CCurl_quickExit, 1)
        try set(CCurl_followLocation, 0)
        try set(CCurl_httpVersion, Int(CCurl_http11))
        try set(CCurl_protocols, request.url.scheme == .http ? Int(CCurl_protocolHTTP) : Int(CCurl_protocolHTTPS))
        try set(CCurl_connectTimeoutMilliseconds, limits.connectTime.milliseconds)
        try set(CCurl_timeoutMilliseconds, limits.totalTime.milliseconds)
        if !policy.usesProxy || request.url.isLoopback {
            try set(CCurl_proxy, "")
            try set(CCurl_noProxy, "*")
        }
        try setTrust()
        try setIdentity()
        try setMethod(of: request)
        try set(CCurl_url, request.url.text)
    }

    private func setMethod(of request: HTTPRequest) throws(HTTPTransportError) {
        switch request.method {
        case .get where !request.hasBody: try set(CCurl_isGET, 1)
        case .head where !request.hasBody: try set(CCurl_noBody, 1)
        case .post: try set(CCurl_isPOST, 1)
        default:
            try set(request.hasBody ? CCurl_isPOST : CCurl_isGET, 1)
            try set(CCurl_method, request.method.rawValue)
        }
        if !request.isRepeatable { try set(CCurl_freshConnect, 1) }
    }

    func setTrust() throws(HTTPTransportError) {
        unsafe trust.pointee.hasBegun = 0
        try set(CCurl_sslVersion, Int(CCurl_tls12) | (needsTLS12 ? Int(CCurl_tls12AtMost) : 0))
        try set(CCurl_verifyPeer, 1)
        try set(CCurl_verifyHost, 2)
        switch policy.trust {
        case .webPKI: break
        case .anchors(let anchors):
            guard !anchors.isEmpty else { throw .unusableCredentials }
            try dropSystemRoots()
        case .publicKey(let digest):
            guard digest.count == 32 else { throw .unusableCredentials }
            try dropSystemRoots()
            try set(CCurl_verifyPeer, 0)
            try set(CCurl_verifyHost, 0)
            try set(CCurl_pinnedPublicKey, "sha256//" + digest.base64)
        case .judged:
            try dropSystemRoots()
            try set(CCurl_verifyHost, 0)
            unsafe trust.pointee.judge = judgeCertificates
        }
        try check(unsafe CCurl_setTrust(handle, trust))
    }

    private func setIdentity() throws(HTTPTransportError) {
        guard let identity = policy.identity else { return }
        let code = unsafe identity.certificates.withUnsafeBytes { chain in
            unsafe identity.key.withUnsafeBytes { key in
                unsafe CCurl_setIdentity(handle, chain.baseAddress, chain.count, key.baseAddress, key.count)
            }
        }
        guard code == 0 else { throw .unusableCredentials }
        try set(CCurl_certificateType, "PEM")
        try set(CCurl_keyType, "PEM")
    }

    /// Debian's libcurl keeps its folder of public CAs when only another file is named.
    private func dropSystemRoots() throws(HTTPTransportError) {
        try check(unsafe CCurl_setText(handle, CCurl_caFile, nil))
        try check(unsafe CCurl_setText(handle, CCurl_caFolder, nil))
    }

    func set(_ option: CCurl_numberOption, _ value: Int) throws(HTTPTransportError) {
        try check(unsafe CCurl_setNumber(handle, option, value))
    }

    func set(_ option: CCurl_textOption, _ text: String) throws(HTTPTransportError) {
        try check(unsafe CCurl_setText(handle, option, text))
    }

    /// No option may be lost: what is not checked then, nobody would notice.
    func check(_ code: CInt) throws(HTTPTransportError) {
        guard code == 0 else { throw HTTPTransportError(code) }
    }
}

extension [UInt8] {
    /// RFC 4648 4.
    fileprivate var base64: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: count, by: 3) {
            let group = self[start..<Swift.min(start + 3, count)]
            let bits = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for position in 0..<4 {
                text.append(position <= group.count ? alphabet[bits >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
