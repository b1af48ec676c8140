/// The rules of a zone as the tz database's compiled files hold them (TZif, RFC 8536).
///
/// The changes that a file lists are followed by a rule for all later years, which is read too.
public struct TimeZoneFile: ZoneRules {
    private let changes: [(at: Int64, offset: Int)]
    private let firstOffset: Int
    private let laterRule: DaylightRule?

    /// Reads a file; `nil` for anything that is no TZif file of version 2 or later.
    public init?(_ bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        // The first block has 32-bit times and is there for old programs.
        guard let old = reader.header(), old.version >= UInt8(ascii: "2"), reader.skip(old.length(ofTimes: 4)),
            let counts = reader.header()
        else { return nil }
        var times: [Int64] = []
        for _ in 0..<counts.times {
            guard let time = reader.integer(8) else { return nil }
            times.append(time)
        }
        var kinds: [Int] = []
        for _ in 0..<counts.times {
            guard let kind = reader.integer(1) else { return nil }
            kinds.append(Int(kind) & 0xFF)
        }
        var offsets: [Int] = []
        for _ in 0..<counts.kinds {
            guard let offset = reader.integer(4), reader.skip(2) else { return nil }
            offsets.append(Int(offset))
        }
        guard let first = offsets.first, kinds.allSatisfy(offsets.indices.contains),
            reader.skip(counts.characters + counts.leaps * 12 + counts.standards + counts.universals),
            let footer = reader.footer()
        else { return nil }
        firstOffset = first
        changes = zip(times, kinds).map { ($0, offsets[$1]) }
        laterRule = DaylightRule(posix: footer)
    }

    /// Seconds ahead of UTC at an instant.
    public func offset(at instant: Instant) -> Int {
        guard let last = changes.last else { return laterRule?.offset(at: instant) ?? firstOffset }
        if instant.seconds >= last.at { return laterRule?.offset(at: instant) ?? last.offset }
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= instant.seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? firstOffset : changes[low - 1].offset
    }
}

extension TimeZoneFile {
    private struct Counts {
        var version: UInt8
        var universals, standards, leaps, times, kinds, characters: Int

        func length(ofTimes size: Int) -> Int {
            times * (size + 1) + kinds * 6 + characters + leaps * (size + 4) + standards + universals
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var next = 0

        mutating func skip(_ count: Int) -> Bool {
            guard count >= 0, next + count <= bytes.count else { return false }
            next += count
            return true
        }

        mutating func integer(_ size: Int) -> Int64? {
            guard next + size <= bytes.count else { return nil }
            defer { next += size }
            var value = Int64(Int8(bitPattern: bytes[next]))
            for byte in bytes[next + 1..<next + size] { value = value << 8 | Int64(byte) }
            return value
        }

        mutating func header() -> Counts? {
            guard next + 44 <= bytes.count, bytes[next..<next + 4].elementsEqual("TZif".utf8) else { return nil }
            let version = bytes[next + 4]
            next += 20
            var counts: [Int] = []
            for _ in 0..<6 {
                guard let count = integer(4), (0...1_000_000).contains(count) else { return nil }
                counts.append(Int(count))
            }
            return Counts(
                version: version,
                universals: counts[0],
                standards: counts[1],
                leaps: counts[2],
                times: counts[3],
                kinds: counts[4],
                characters: counts[5]
            )
        }

        mutating func footer() -> String? {
            guard next < bytes.count, bytes[next] == UInt8(ascii: "\n"), bytes.last == UInt8(ascii: "\n") else {
                return nil
            }
            return String(validating: bytes[next + 1..<bytes.count - 1], as: UTF8.self)
        }
    }
}
