import Dispatch
import Synchronization

/// The codes seen so far, and where each was first.
///
/// It is in parts, by the hash, so that threads fill it side by side: what costs time is the memory, which no cache holds.
final class CodeIndex: Sendable {
    /// A code of a source: which source, and its number in it.
    struct Place: Hashable, Sendable {
        var source: Int
        var ordinal: Int
    }

    private let parts: [Part]
    /// How far the bits of a hash that tell its part are from the right.
    private let shift: UInt64

    init() {
        let bits = (1...4).first { 1 << $0 >= WorkQueue.cores } ?? 4
        parts = (0..<(1 << bits)).map { _ in Part() }
        shift = UInt64(64 - bits)
    }

    /// Notes a code; when it was seen before, says where.
    func insert(_ hash: UInt64, at place: Place) -> Place? {
        parts[Int(hash >> shift)].codes.withLock { $0.insert(hash, at: place) }
    }

    /// Notes the codes of sources from the number `first` on, on all cores; 0 is no code.
    ///
    /// - Returns: for each source, the ordinals of the codes that were in an earlier one, and where.
    func insert(_ sources: [[UInt64]], from first: Int) -> [[Int: Place]] {
        let found = Mutex([[Int: Place]](repeating: [:], count: sources.count))
        DispatchQueue.concurrentPerform(iterations: parts.count) { number in
            var repeated: [(Int, Int, Place)] = []
            parts[number].codes.withLock { codes in
                for (index, hashes) in sources.enumerated() {
                    for hash in hashes where Int(hash >> shift) == number { codes.fetch(hash) }
                    for (ordinal, hash) in hashes.enumerated() where hash != 0 && Int(hash >> shift) == number {
                        let place = Place(source: first + index, ordinal: ordinal)
                        if let earlier = codes.insert(hash, at: place), earlier.source != place.source {
                            repeated.append((index, ordinal, earlier))
                        }
                    }
                }
            }
            guard !repeated.isEmpty else { return }
            found.withLock { found in for (index, ordinal, place) in repeated { found[index][ordinal] = place } }
        }
        return found.withLock(\.self)
    }
}

private final class Part: Sendable {
    let codes = Mutex(CodeTable())
}

/// A hash table that touches little memory: eight bytes for each code, and what is written in order.
private struct CodeTable {
    /// In one number the upper half of a hash and, from 1, its index among all; 0 for nothing.
    private var slots = [UInt64](repeating: 0, count: 1 << 12)
    private var hashes: [UInt64] = []
    private var places: [UInt64] = []

    /// What was fetched, so that it is.
    private var fetched: UInt64 = 0

    private static let indices: UInt64 = 0xFFFF_FFFF

    /// Brings the place of a hash near that will be inserted soon: many at a time take little more time than one.
    mutating func fetch(_ hash: UInt64) {
        fetched ^= slots[home(of: hash)]
    }

    /// Notes a code; when it was seen before, says where.
    mutating func insert(_ hash: UInt64, at place: CodeIndex.Place) -> CodeIndex.Place? {
        if hashes.count * 2 > slots.count { grow() }
        var slot = home(of: hash)
        while slots[slot] != 0 {
            if (slots[slot] ^ hash) & ~Self.indices == 0 {
                let index = Int(slots[slot] & Self.indices) - 1
                if hashes[index] == hash {
                    return .init(source: Int(places[index] >> 32), ordinal: Int(places[index] & Self.indices))
                }
            }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        hashes.append(hash)
        places.append(UInt64(place.source) << 32 | UInt64(place.ordinal))
        slots[slot] = hash & ~Self.indices | UInt64(hashes.count)
        return nil
    }

    /// Where the search for a hash begins; the lowest bit of all hashes is 1.
    private func home(of hash: UInt64) -> Int {
        Int(truncatingIfNeeded: hash >> 1) & (slots.count &- 1)
    }

    private mutating func grow() {
        slots = [UInt64](repeating: 0, count: slots.count * 4)
        for (index, hash) in hashes.enumerated() {
            var slot = home(of: hash)
            while slots[slot] != 0 { slot = (slot &+ 1) & (slots.count &- 1) }
            slots[slot] = hash & ~Self.indices | UInt64(index + 1)
        }
    }
}
