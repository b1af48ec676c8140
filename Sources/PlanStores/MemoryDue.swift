import Plans

/// The timers of a store in memory in the order in which they are claimed.
struct MemoryTimers: Sendable {
    /// A timer, and what of it is looked at for each claim.
    private struct Entry: Sendable {
        var dueAt: Instant
        var leaseUntil: Instant
        var priority: Int
        var isRecovery: Bool
        var row: MemoryRow

        init(_ timer: Timer, _ row: MemoryRow) {
            dueAt = timer.dueAt
            leaseUntil = timer.leaseUntil
            priority = timer.kind.priority
            isRecovery = timer.kind == .recover
            self.row = row
        }

        var readyAt: Instant { max(dueAt, leaseUntil) }

        static func precedes(_ one: Entry, _ other: Entry) -> Bool {
            if one.dueAt != other.dueAt { return one.dueAt < other.dueAt }
            if one.priority != other.priority { return one.priority < other.priority }
            return MemoryRow.precedes(one.row, other.row)
        }
    }

    private var entries: [Entry] = []

    mutating func replace(_ row: MemoryRow, _ old: MemoryContent?, with new: MemoryContent?) {
        let before = (old?.record as? Timer).map { Entry($0, row) }
        let after = (new?.record as? Timer).map { Entry($0, row) }
        let index = before.map { entry in entries.insertionIndex { Entry.precedes($0, entry) } }
        if let index, let before, let after, before.dueAt == after.dueAt, before.priority == after.priority {
            entries[index] = after
            return
        }
        if let index { entries.remove(at: index) }
        if let after { entries.insert(after, at: entries.insertionIndex { Entry.precedes($0, after) }) }
    }

    func due(at now: Instant, of tenant: TenantID?, limit: Int) -> [Timer] {
        var due: [Timer] = []
        for entry in entries {
            guard entry.dueAt <= now, due.count < limit else { break }
            guard entry.leaseUntil <= now, let timer = entry.row.content.record as? Timer else { continue }
            if tenant == nil || timer.tenant == tenant { due.append(timer) }
        }
        return due
    }

    /// When the first is ready to be claimed, and when the first of those that are under way is.
    func next(after now: Instant, of tenant: TenantID?) -> (any: Instant?, recovery: Instant?) {
        var next: (any: Instant?, recovery: Instant?) = (nil, nil)
        for entry in entries {
            if let any = next.any, let recovery = next.recovery, entry.dueAt >= max(any, recovery) { break }
            let isUnderWay = entry.isRecovery || entry.leaseUntil > now
            // Only what would change the answer is worth a look at its tenant.
            let isFirst = next.any.map { entry.readyAt < $0 } ?? true
            let isFirstRecovery = isUnderWay && next.recovery.map { entry.readyAt < $0 } ?? true
            guard isFirst || isFirstRecovery,
                tenant == nil || entry.row.key.values.first == tenant.map({ .text($0.text) })
            else { continue }
            if isFirst { next.any = entry.readyAt }
            if isFirstRecovery { next.recovery = entry.readyAt }
        }
        return next
    }
}

/// The messages of a store in memory that are still to be delivered, in the order in which that is done.
struct MemoryMessages: Sendable {
    private struct Entry: Sendable {
        var createdAt: Instant
        var sequence: Int64
        var nextTryAt: Instant
        var row: MemoryRow
        var subject: String
        var tenant: TenantID
        var channel: OutboxMessage.Channel

        /// Nothing for what is delivered, or given up.
        init?(_ row: MemoryRow, _ content: MemoryContent?) {
            guard let message = content?.record as? OutboxMessage, message.state == .todo else { return nil }
            createdAt = message.createdAt
            sequence = message.sequence
            nextTryAt = message.nextTryAt
            subject = message.subject
            tenant = message.tenant
            channel = message.channel
            self.row = row
        }

        static func precedes(_ one: Entry, _ other: Entry) -> Bool {
            if one.createdAt != other.createdAt { return one.createdAt < other.createdAt }
            if one.tenant != other.tenant { return one.tenant < other.tenant }
            if one.subject != other.subject { return one.subject.utf8.lexicographicallyPrecedes(other.subject.utf8) }
            if one.sequence != other.sequence { return one.sequence < other.sequence }
            return MemoryRow.precedes(one.row, other.row)
        }
    }

    /// Messages that wait for one another: of one subject, by one channel.
    private struct Row: Hashable {
        var tenant: TenantID
        var channel: OutboxMessage.Channel
        var subject: String
    }

    private var entries: [Entry] = []

    mutating func replace(_ row: MemoryRow, _ old: MemoryContent?, with new: MemoryContent?) {
        let (before, after) = (Entry(row, old), Entry(row, new))
        let index = before.map { entry in entries.insertionIndex { Entry.precedes($0, entry) } }
        if let index, let before, let after, !Entry.precedes(before, after), !Entry.precedes(after, before) {
            entries[index] = after
            return
        }
        if let index { entries.remove(at: index) }
        if let after { entries.insert(after, at: entries.insertionIndex { Entry.precedes($0, after) }) }
    }

    /// What follows a message of the same subject that has to wait, waits too.
    func due(at now: Instant, of tenant: TenantID?, limit: Int) -> [OutboxMessage] {
        var waiting: Set<Row> = []
        var due: [OutboxMessage] = []
        for entry in entries where tenant == nil || entry.tenant == tenant {
            guard due.count < limit else { break }
            let row = Row(tenant: entry.tenant, channel: entry.channel, subject: entry.subject)
            if entry.nextTryAt > now {
                waiting.insert(row)
            } else if waiting.isEmpty || !waiting.contains(row),
                let message = entry.row.content.record as? OutboxMessage
            {
                due.append(message)
            }
        }
        return due
    }

    func next(of tenant: TenantID?) -> Instant? {
        entries.lazy.filter { tenant == nil || $0.tenant == tenant }.map(\.nextTryAt).min()
    }
}

extension Array {
    /// Where the first element is that does not come before something; the array is in that order.
    fileprivate func insertionIndex(_ comesBefore: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if comesBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
