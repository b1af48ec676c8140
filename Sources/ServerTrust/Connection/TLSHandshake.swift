internal import COpenSSL
internal import SGP22

/// One TLS handshake over a connection.
///
/// OpenSSL reads and writes memory and we carry the bytes, so that a deadline holds, no signal is raised when the server is
/// gone, and the first bytes can be looked at.
struct TLSHandshake: ~Copyable {
    private let state: TLSState
    private let connection: TCPConnection
    private let deadline: Deadline
    /// The first bytes that have come.
    private var opening: [UInt8]
    private var receivedCount: Int

    /// Why it did not succeed.
    enum Failure: Error, Hashable, Sendable {
        case failed(ServedChain.HandshakeFailure)
        case deadlinePassed
    }

    /// A server that needs more than this before the handshake is over is not to be waited for.
    private static let maximumReceived = 512 << 10

    init(
        over connection: consuming TCPConnection,
        _ context: TLSContext,
        serverName: String?,
        until deadline: Deadline
    ) throws(Failure) {
        let state = try TLSState(context, serverName: serverName)
        self.state = state
        (opening, receivedCount) = ([], 0)
        self.connection = connection
        self.deadline = deadline
    }

    /// Carries it through.
    mutating func run() throws(Failure) {
        while true {
            ERR_clear_error()
            let result = unsafe SSL_connect(state.ssl)
            let error = unsafe SSL_get_error(state.ssl, result)
            let failure = result == 1 || error == SSL_ERROR_WANT_READ ? nil : self.failure
            let isSent = flush()
            if result == 1 { return }
            if let failure { throw .failed(failure) }
            // A server that has just hung up may have said why: its alert is still to be read.
            if !isSent, deadline.hasPassed { throw .deadlinePassed }
            try receive()
        }
    }

    /// Sends what OpenSSL has written.
    private borrowing func flush() -> Bool {
        let count = unsafe COpenSSL_pending(state.toServer)
        guard count > 0 else { return true }
        return unsafe withUnsafeTemporaryAllocation(byteCount: count, alignment: 1) { buffer in
            let read = unsafe BIO_read(state.toServer, buffer.baseAddress, CInt(buffer.count))
            return unsafe connection.write(
                UnsafeRawBufferPointer(rebasing: buffer[..<max(0, Int(read))]),
                until: deadline
            )
        }
    }

    /// Gives OpenSSL what the server has sent.
    private mutating func receive() throws(Failure) {
        let bytes = try arrival(until: deadline)
        receivedCount += bytes.count
        let isFirst = opening.isEmpty
        if opening.count < 64 { opening += bytes.prefix(64) }
        if isFirst, !opening.beginsTLSRecord {
            // More of a greeting may be on its way: a few letters say what it is.
            let patience = deadline.atMost(.milliseconds(300))
            while opening.count < 8, let more = try? arrival(until: patience) { opening += more }
            throw .failed(.notTLS(resembling: opening.resemblance))
        }
        guard receivedCount <= Self.maximumReceived else { throw .failed(.other("more data than a handshake needs")) }
        let written = unsafe bytes.withUnsafeBytes {
            unsafe BIO_write(state.fromServer, $0.baseAddress, CInt($0.count))
        }
        guard written == bytes.count else { throw .failed(.other("out of memory")) }
    }

    private borrowing func arrival(until deadline: Deadline) throws(Failure) -> [UInt8] {
        let result = unsafe withUnsafeTemporaryAllocation(byteCount: 16384, alignment: 16) {
            buffer -> Result<[UInt8], Failure> in
            switch unsafe connection.read(into: buffer, until: deadline) {
            case .bytes(let count): unsafe .success(Array(buffer[..<count]))
            case .end: .failure(.failed(.closed))
            case .deadlinePassed: .failure(.deadlinePassed)
            }
        }
        return try result.get()
    }
}

extension TLSHandshake {
    /// What the queue of errors says about the handshake that has just failed.
    private var failure: ServedChain.HandshakeFailure {
        let code = ERR_peek_error()
        let reason = COpenSSL_errorReason(code)
        let failure = OpenSSLFailure()
        guard COpenSSL_errorLibrary(code) == ERR_LIB_SSL else {
            return failure.reasons.isEmpty ? .closed : .other("\(failure)")
        }
        // OpenSSL gives an alert of the server's the reason 1000 + its number.
        if (1000..<1256).contains(reason) {
            return .alert(number: Int(reason) - 1000, name: TLSAlert.name(Int(reason) - 1000))
        }
        return .other("\(failure)")
    }

    /// The certificates that the server has sent, in its order, as DER.
    var certificates: [[UInt8]] {
        let chain = unsafe SSL_get_peer_cert_chain(state.ssl)
        return unsafe (0..<COpenSSL_numX509(chain)).compactMap { index in
            var bytes: UnsafeMutablePointer<UInt8>?
            let count = unsafe i2d_X509(COpenSSL_X509(chain, index), &bytes)
            defer { unsafe COpenSSL_free(bytes) }
            guard count > 0, let start = unsafe bytes else { return nil }
            return unsafe Array(UnsafeBufferPointer(start: start, count: Int(count)))
        }
    }

    /// Version and suite that were agreed on.
    var agreement: ServedChain.Connection {
        let suite = unsafe SSL_get_current_cipher(state.ssl) ?? SSL_get_pending_cipher(state.ssl)
        return unsafe ServedChain.Connection(
            version: String(cString: SSL_get_version(state.ssl)),
            cipherSuite: SSL_CIPHER_standard_name(suite).map { unsafe String(cString: $0) } ?? "",
            cipherSuiteNumber: suite == nil ? 0 : SSL_CIPHER_get_protocol_id(suite),
            asksForClientCertificate: state.notes.asksForClientCertificate
        )
    }

    /// Whether the leaf's key is on brainpoolP256r1.
    var leafIsOnBrainpool: Bool {
        let chain = unsafe SSL_get_peer_cert_chain(state.ssl)
        guard unsafe COpenSSL_numX509(chain) > 0, let key = unsafe X509_get0_pubkey(COpenSSL_X509(chain, 0)) else {
            return false
        }
        return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { name in
            var count = 0
            guard unsafe EVP_PKEY_get_group_name(key, name.baseAddress, name.count, &count) == 1 else { return false }
            return unsafe name.prefix(count).elementsEqual("brainpoolP256r1".utf8.map { CChar($0) })
        }
    }

    /// Says goodbye and waits a moment for the other side to hang up: a connection with unread bytes would be torn down, and
    /// the server would note an error.
    consuming func close() {
        let patience = deadline.atMost(.milliseconds(200))
        _ = unsafe SSL_shutdown(state.ssl)
        guard flush() else { return }
        connection.endWriting()
        unsafe withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { buffer in
            var rest = 16
            while rest > 0, case .bytes = unsafe connection.read(into: buffer, until: patience) { rest -= 1 }
        }
    }
}

extension [UInt8] {
    /// Whether they can be the start of a TLS record that answers a client hello: a handshake message or an alert.
    fileprivate var beginsTLSRecord: Bool {
        guard let type = first, type == 0x15 || type == 0x16 else { return false }
        return count < 2 || self[1] == 3
    }

    /// What greets in this way.
    fileprivate var resemblance: String? {
        let greetings = [
            ("HTTP/", "HTTP"), ("<", "HTML"), ("SSH-", "SSH"), ("220", "SMTP or FTP"), ("* OK", "IMAP"),
            ("+OK", "POP3"),
            ("RFB ", "VNC"), ("@RSYNCD", "rsync"),
        ]
        return greetings.first { starts(with: $0.0.utf8) }?.1
    }
}

/// The one owner of an SSL and of the memory through which it reads and writes.
@safe private struct TLSState: ~Copyable {
    let ssl: OpaquePointer
    let fromServer: OpaquePointer
    let toServer: OpaquePointer
    let notes: TLSNotes

    init(_ context: TLSContext, serverName: String?) throws(TLSHandshake.Failure) {
        let (ssl, fromServer, toServer) = unsafe (context.makeSSL(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()))
        guard let ssl = unsafe ssl, let fromServer = unsafe fromServer, let toServer = unsafe toServer else {
            unsafe BIO_free(fromServer)
            unsafe BIO_free(toServer)
            unsafe SSL_free(ssl)
            throw .failed(.other("\(OpenSSLFailure())"))
        }
        unsafe SSL_set_bio(ssl, fromServer, toServer)
        if let serverName, unsafe COpenSSL_setHostName(ssl, serverName) != 1 {
            unsafe SSL_free(ssl)
            throw .failed(.other("\(OpenSSLFailure())"))
        }
        unsafe self.ssl = ssl
        unsafe self.fromServer = fromServer
        unsafe self.toServer = toServer
        notes = TLSNotes()
        unsafe SSL_set_ex_data(ssl, 0, Unmanaged.passUnretained(notes).toOpaque())
    }

    deinit { unsafe SSL_free(ssl) }
}
