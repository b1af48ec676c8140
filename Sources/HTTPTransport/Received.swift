internal import CCurl

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What an exchange has brought so far, and why it was ended if we have ended it.
struct Received {
    private(set) var status = 0
    private(set) var fields: [HTTPField] = []
    private(set) var body: [UInt8] = []
    private(set) var bodyIsTooLarge = false
    private(set) var headerIsTooLarge = false
    /// The address that was not connected to because it is not a public one.
    fileprivate(set) var refusedAddress: IPAddress?
    private var headerBytes = 0
    private var headerIsOver = false
    private let limits: HTTPLimits

    init(limits: HTTPLimits = .standard) {
        self.limits = limits
    }

    /// The answer, once its header has come.
    var response: HTTPResponse? {
        (200...599).contains(status) ? HTTPResponse(status: status, fields: fields, body: body) : nil
    }

    /// Takes a piece of the body; `false` when it is too much.
    mutating func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= limits.bodyBytes - body.count else {
            bodyIsTooLarge = true
            return false
        }
        unsafe body.append(contentsOf: bytes)
        return true
    }

    /// Takes a line of the header, its end included; `false` when it is too much.
    mutating func appendLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= limits.headerBytes else {
            headerIsTooLarge = true
            return false
        }
        let line = unsafe Array(bytes).trimmed
        if line.starts(with: Array("HTTP/".utf8)) {
            // Another header begins: the one before was an interim answer's.
            (fields, headerIsOver) = ([], false)
            let number = line.drop { $0 != UInt8(ascii: " ") }.dropFirst().prefix(3)
            status = Int(String(decoding: number, as: UTF8.self)) ?? 0
        } else if line.isEmpty {
            headerIsOver = true
        } else if !headerIsOver, let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            let value = line[(colon + 1)...].trimmed
            fields.append(
                HTTPField(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
            )
        }
        return true
    }
}

extension Collection<UInt8> where SubSequence: BidirectionalCollection, SubSequence.SubSequence == SubSequence {
    /// Without white space at both ends.
    fileprivate var trimmed: [UInt8] {
        var rest = drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
        while let last = rest.last, last == 0x20 || last == 0x09 || last == 0x0D || last == 0x0A {
            rest = rest.dropLast()
        }
        return Array(rest)
    }
}

// What libcurl calls, with the `EasyHandle` as context.

func receiveBody(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ me: UnsafeMutableRawPointer?)
    -> Int
{
    guard let me = unsafe me else { return 0 }
    let handle = unsafe Unmanaged<EasyHandle>.fromOpaque(me).takeUnretainedValue()
    return unsafe handle.received.append(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : -1
}

func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ me: UnsafeMutableRawPointer?
) -> Int {
    guard let me = unsafe me else { return 0 }
    let handle = unsafe Unmanaged<EasyHandle>.fromOpaque(me).takeUnretainedValue()
    return unsafe handle.received.appendLine(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : -1
}

/// Opens a socket for a public address and for no other.
func openSocket(_ me: UnsafeMutableRawPointer?, _ purpose: CInt, _ address: UnsafeMutablePointer<CCurl_address>?)
    -> CInt
{
    guard let me = unsafe me, let address = unsafe address else { return -1 }
    let handle = unsafe Unmanaged<EasyHandle>.fromOpaque(me).takeUnretainedValue()
    guard let target = unsafe IPAddress(address) else { return -1 }
    guard target.isPublic else {
        handle.received.refusedAddress = target
        return -1
    }
    return unsafe socket(address.pointee.family, address.pointee.type, address.pointee.protocol)
}

func judgeCertificates(
    _ certificates: UnsafePointer<CCurl_bytes>?,
    _ count: Int,
    _ me: UnsafeMutableRawPointer?
) -> CInt {
    guard let me = unsafe me else { return 0 }
    let handle = unsafe Unmanaged<EasyHandle>.fromOpaque(me).takeUnretainedValue()
    guard case .judged(let judge) = handle.policy.trust else { return 0 }
    let served = unsafe UnsafeBufferPointer(start: certificates, count: count).map { certificate in
        unsafe Array(UnsafeBufferPointer(start: certificate.bytes, count: certificate.count))
    }
    return judge(served, handle.host) ? 1 : 0
}

extension IPAddress {
    /// Where libcurl is about to connect to; `nil` when that is neither IPv4 nor IPv6.
    fileprivate init?(_ address: UnsafeMutablePointer<CCurl_address>) {
        let field = unsafe UnsafeMutableRawPointer(address) + Self.offset
        switch unsafe address.pointee.family {
        case AF_INET:
            var four = unsafe field.loadUnaligned(as: sockaddr_in.self).sin_addr
            self.init(unsafe withUnsafeBytes(of: &four) { unsafe Array($0) })
        case AF_INET6:
            var six = unsafe field.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            self.init(unsafe withUnsafeBytes(of: &six) { unsafe Array($0) })
        default:
            return nil
        }
    }

    private static var offset: Int { MemoryLayout<CCurl_address>.offset(of: \.address) ?? 16 }
}
