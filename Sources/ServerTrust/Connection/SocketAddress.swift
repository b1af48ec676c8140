#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An address and port to connect to, as the system's functions take it.
struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
    /// `AF_INET` or `AF_INET6`.
    let family: CInt
    /// A `sockaddr_in` or `sockaddr_in6`.
    let bytes: [UInt8]

    /// The address alone, such as `192.0.2.1`.
    let description: String

    /// Copies what `getaddrinfo` gives.
    init?(_ info: UnsafePointer<addrinfo>) {
        guard let address = unsafe info.pointee.ai_addr else { return nil }
        let length = unsafe info.pointee.ai_addrlen
        unsafe family = info.pointee.ai_family
        unsafe bytes = Array(UnsafeRawBufferPointer(start: address, count: Int(length)))
        let text = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { host in
            let size = socklen_t(host.count)
            let status = unsafe getnameinfo(address, length, host.baseAddress, size, nil, 0, NI_NUMERICHOST)
            guard status == 0, let start = host.baseAddress else { return "" }
            return unsafe String(cString: start)
        }
        description = text
    }

    /// Whether `text` is an IP address and no name: dotted decimal or the colon form.
    static func isAddress(_ text: String) -> Bool {
        var four = in_addr()
        var six = in6_addr()
        return unsafe inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1
    }

    /// What the system knows about a name; blocks for as long as the system likes.
    ///
    /// - Throws: the status of `getaddrinfo`.
    static func lookUp(_ host: String, port: UInt16) throws(LookUpFailure) -> [SocketAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            unsafe hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        #else
            unsafe hints.ai_socktype = SOCK_STREAM
        #endif
        unsafe hints.ai_flags = isAddress(host) ? AI_NUMERICHOST | AI_NUMERICSERV : AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(host, "\(port)", &hints, &list)
        guard status == 0 else { throw LookUpFailure(status: status) }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = unsafe list
        while let info = unsafe next {
            if let address = unsafe SocketAddress(info) { addresses.append(address) }
            unsafe next = info.pointee.ai_next
        }
        return addresses
    }

    struct LookUpFailure: Error, Hashable, Sendable {
        let status: CInt

        var reason: String { unsafe String(cString: gai_strerror(status)) }

        /// Whether the name has no address, in contrast to: nobody could be asked.
        var isAnswer: Bool {
            #if canImport(Glibc)
                return status == EAI_NONAME || status == -5  // EAI_NODATA, which glibc shows only on request
            #else
                return status == EAI_NONAME || status == EAI_NODATA
            #endif
        }
    }
}
