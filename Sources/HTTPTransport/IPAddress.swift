#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An IPv4 or IPv6 address.
struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4 or 16.
    let bytes: [UInt8]

    /// Reads dotted decimal or the colon form, nothing else.
    init?(parsing text: String) {
        var four = in_addr()
        var six = in6_addr()
        if unsafe inet_pton(AF_INET, text, &four) == 1 {
            bytes = unsafe withUnsafeBytes(of: &four) { unsafe Array($0) }
        } else if unsafe inet_pton(AF_INET6, text, &six) == 1 {
            bytes = unsafe withUnsafeBytes(of: &six) { unsafe Array($0) }
        } else {
            return nil
        }
    }

    /// Takes 4 or 16 bytes in network order; `nil` for another number of them.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Whether it is one of the public internet: not private, of this machine or link, reserved, multicast or meant for
    /// examples (RFC 6890 and the registries that follow it). An IPv4 address inside an IPv6 address counts as itself.
    var isPublic: Bool {
        if let embedded { return embedded.isPublic }
        return !Self.special.contains { $0.contains(bytes) }
    }

    /// Whether it is one of this machine alone: 127.0.0.0/8 or `::1`.
    var isLoopback: Bool { bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1] }

    /// The IPv4 address that an IPv6 address stands for: mapped, compatible, NAT64, 6to4.
    private var embedded: IPAddress? {
        guard bytes.count == 16 else { return nil }
        let isMapped = bytes.starts(with: [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF])
        let isNAT64 = bytes.starts(with: [0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8))
        if isMapped || isNAT64 { return IPAddress(Array(bytes[12...])) }
        return bytes.starts(with: [0x20, 0x02]) ? IPAddress(Array(bytes[2..<6])) : nil
    }

    var description: String {
        if bytes.count == 4 { return bytes.map { "\($0)" }.joined(separator: ".") }
        return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
            let end = unsafe bytes.withUnsafeBytes { bytes in
                unsafe inet_ntop(AF_INET6, bytes.baseAddress, text.baseAddress, socklen_t(text.count))
            }
            return unsafe end.map { unsafe String(cString: $0) } ?? ""
        }
    }

    /// The first bits of an address.
    private struct Prefix: Sendable {
        let bytes: [UInt8]
        let bits: Int

        init(_ bytes: [UInt8], _ bits: Int) {
            self.bytes = bytes
            self.bits = bits
        }

        func contains(_ address: [UInt8]) -> Bool {
            guard address.count == bytes.count else { return false }
            let (whole, rest) = (bits / 8, bits % 8)
            guard address.prefix(whole) == bytes.prefix(whole) else { return false }
            return rest == 0 || (address[whole] ^ bytes[whole]) >> (8 - rest) == 0
        }
    }

    private static let special: [Prefix] = {
        let four: [(UInt8, UInt8, UInt8, Int)] = [
            (0, 0, 0, 8), (10, 0, 0, 8), (100, 64, 0, 10), (127, 0, 0, 8), (169, 254, 0, 16), (172, 16, 0, 12),
            (192, 0, 0, 24), (192, 0, 2, 24), (192, 168, 0, 16), (198, 18, 0, 15), (198, 51, 100, 24),
            (203, 0, 113, 24), (224, 0, 0, 4), (240, 0, 0, 4),
        ]
        let six: [([UInt8], Int)] = [
            ([], 96),  // unspecified, loopback, IPv4-compatible
            ([0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01], 48), ([0x01], 64), ([0x20, 0x01, 0x00, 0x00], 32),
            ([0x20, 0x01, 0x00, 0x02], 48), ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x3F, 0xFF], 20), ([0xFC], 7),
            ([0xFE, 0x80], 10), ([0xFE, 0xC0], 10), ([0xFF], 8),
        ]
        return four.map { Prefix([$0.0, $0.1, $0.2, 0], $0.3) }
            + six.map { Prefix($0.0 + [UInt8](repeating: 0, count: 16 - $0.0.count), $0.1) }
    }()
}
