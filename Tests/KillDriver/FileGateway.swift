import Plans
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A payment provider whose books are a file, which outlives whoever calls: a line for each key, in the order in which they came.
///
/// One write is one line, under a lock, so a caller that is killed has either charged or not.
struct FileGateway: PaymentGateway {
    let provider = Provider.stripe
    let keyLifetime: Int64 = 100 * 365 * .secondsPerDay
    let path: String

    /// One line: what became of a key.
    struct Entry {
        var key: String
        var charge: String
        var amount: Int64
        var succeeded: Bool
        var reference: String
    }

    func body(for order: ChargeOrder) -> String { "\(order.charge) \(order.amount.minorUnits)" }

    func charge(_ request: ChargeRequest) -> ChargeOutcome {
        let chance = request.idempotencyKey.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % 20
        // Of twenty, two never arrive, one declines, and two charge and say nothing, each time that they are asked.
        if chance < 2, Bool.random() { return .unknown }
        let outcome = locked { entries, append in
            if let known = entries.first(where: { $0.key == request.idempotencyKey }) { return Self.outcome(of: known) }
            let parts = request.body.split(separator: " ")
            guard parts.count == 2, let amount = Int64(parts[1]) else { return .rejected(code: "body") }
            let entry = Entry(
                key: request.idempotencyKey,
                charge: String(parts[0]),
                amount: amount,
                succeeded: chance != 2,
                reference: "ch_\(entries.count + 1)"
            )
            append(entry)
            return Self.outcome(of: entry)
        }
        return (3...4).contains(chance) && Bool.random() ? .unknown : outcome ?? .unknown
    }

    func lookUp(_ query: ChargeQuery) -> LookupOutcome {
        locked { entries, _ in
            entries.first { $0.key == query.idempotencyKey }.map { .found(Self.outcome(of: $0)) } ?? .notFound
        } ?? .unavailable
    }

    func refund(_ request: RefundRequest) -> RefundOutcome { .refused(code: "not here") }

    /// All that it has written down.
    func entries() throws -> [Entry] {
        let file = try FileDescriptor.open(FilePath(path), .readOnly)
        defer { try? file.close() }
        return try Self.entries(file)
    }

    private static func outcome(of entry: Entry) -> ChargeOutcome {
        entry.succeeded ? .succeeded(reference: entry.reference) : .declined(.soft, code: "insufficient_funds")
    }

    private func locked<Result>(_ body: ([Entry], (Entry) -> Void) -> Result) -> Result? {
        guard
            let file = try? FileDescriptor.open(
                FilePath(path),
                .readWrite,
                options: [.create, .append],
                permissions: [.ownerReadWrite]
            )
        else { return nil }
        defer { try? file.close() }
        guard flock(file.rawValue, LOCK_EX) == 0, let entries = try? Self.entries(file) else { return nil }
        return body(entries) { entry in
            let line = [
                entry.key, entry.charge, "\(entry.amount)", entry.succeeded ? "paid" : "declined", entry.reference,
            ]
            _ = try? file.writeAll((line.joined(separator: " ") + "\n").utf8)
        }
    }

    private static func entries(_ file: FileDescriptor) throws -> [Entry] {
        try file.seek(offset: 0, from: .start)
        var bytes: [UInt8] = []
        while true {
            let block = try unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            guard !block.isEmpty else { break }
            bytes += block
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ").map(String.init)
            guard parts.count == 5, let amount = Int64(parts[2]) else { return nil }
            return Entry(
                key: parts[0],
                charge: parts[1],
                amount: amount,
                succeeded: parts[3] == "paid",
                reference: parts[4]
            )
        }
    }
}
