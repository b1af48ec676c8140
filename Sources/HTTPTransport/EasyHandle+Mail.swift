internal import CCurl

/// A mail that is going out, and what the server says to it.
struct Outgoing {
    fileprivate var bytes: ArraySlice<UInt8> = []
    /// The last answer that was no: behind it comes the one to QUIT.
    fileprivate var refusal: [UInt8] = []
}

extension EasyHandle {
    /// Hands a message in; gives libcurl's code.
    func send(
        _ message: [UInt8],
        from sender: String,
        to recipient: String,
        _ server: SMTPServer,
        _ login: SMTPLogin?,
        _ limits: HTTPLimits
    ) throws(HTTPTransportError) -> CInt {
        begin(with: server.host, origin: server.text, limits)
        outgoing = Outgoing(bytes: message[...])
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe (trust.pointee.judge, trust.pointee.context) = (nil, me)
        try check(unsafe CCurl_setErrorBuffer(handle, errorText))
        try check(unsafe CCurl_setReceivers(handle, receiveBody, receiveAnswer, me))
        try check(unsafe CCurl_setSender(handle, sendMail, message.count, me))
        try set(CCurl_noSignal, 1)
        try? set(CCurl_quickExit, 1)
        try set(CCurl_isUpload, 1)
        try set(CCurl_protocols, server.scheme == .smtp ? Int(CCurl_protocolSMTP) : Int(CCurl_protocolSMTPS))
        try set(CCurl_useTLS, Int(server.scheme == .smtp && server.isLocal ? CCurl_inTheClear : CCurl_onlyTLS))
        try set(CCurl_connectTimeoutMilliseconds, limits.connectTime.milliseconds)
        try set(CCurl_timeoutMilliseconds, limits.totalTime.milliseconds)
        try set(CCurl_proxy, "")
        try set(CCurl_noProxy, "*")
        try setTrust()
        try set(CCurl_url, server.text)
        try set(CCurl_mailFrom, "<\(sender)>")
        if let login {
            try set(CCurl_userName, login.user)
            try set(CCurl_password, login.password)
        }
        let recipients = try TextList(["<\(recipient)>"])
        try unsafe recipients.set(CCurl_setRecipients, on: handle)
        return unsafe CCurl_perform(handle)
    }

    /// What the code of a mail means.
    func mailFailure(_ code: CInt, _ server: SMTPServer) -> SMTPError {
        let status = unsafe CCurl_number(handle, CCurl_status)
        if code == loginDeniedCode { return .loginDenied }
        let isAnswer = [CURLCode.weirdReply.rawValue, CURLCode.sendError.rawValue].contains(code)
        if isAnswer, (400...599).contains(status) {
            return outgoing.namesUnknownRecipient ? .noSuchRecipient : .answered(status)
        }
        switch CURLCode(rawValue: code) {
        case .nameNotFound: return .transport(.nameNotFound(host: server.host))
        case .notConnected:
            let errno = Int32(unsafe CCurl_number(handle, CCurl_systemError))
            return .transport(.notConnected(host: server.host, port: server.port, errno: errno))
        case .timedOut: return .transport(.timedOut(.answer))
        case .notTrusted, .otherCertificate:
            let result = unsafe CCurl_number(handle, CCurl_verifyResult)
            return unsafe .transport(
                .notTrusted(code: result, reason: String(cString: CCurl_verifyReason(result)))
            )
        default: return .transport(HTTPTransportError(code))
        }
    }

    /// CURLE_LOGIN_DENIED.
    private var loginDeniedCode: CInt { 67 }
}

extension Outgoing {
    /// Whether the last answer says for good that there is no such recipient. One about the sender has other numbers.
    fileprivate var namesUnknownRecipient: Bool {
        let words = refusal.split(separator: UInt8(ascii: " "), maxSplits: 2).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard words.count >= 2, words[0].hasPrefix("5") else { return false }
        return ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"].contains(words[1])
    }
}

func sendMail(_ buffer: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ me: UnsafeMutableRawPointer?) -> Int
{
    guard let me = unsafe me, let buffer = unsafe buffer else { return 0 }
    let handle = unsafe Unmanaged<EasyHandle>.fromOpaque(me).takeUnretainedValue()
    let piece = handle.outgoing.bytes.prefix(size * count)
    handle.outgoing.bytes = handle.outgoing.bytes.dropFirst(piece.count)
    let room = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: piece.count)
    unsafe room.copyBytes(from: piece)
    return piece.count
}

func receiveAnswer(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ me: UnsafeMutableRawPointer?)
    -> Int
{
    guard let me = unsafe me else { return 0 }
    let handle = unsafe Unmanaged<EasyHandle>.fromOpaque(me).takeUnretainedValue()
    let line = unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))
    if line.first == UInt8(ascii: "4") || line.first == UInt8(ascii: "5") { handle.outgoing.refusal = line }
    return count
}
