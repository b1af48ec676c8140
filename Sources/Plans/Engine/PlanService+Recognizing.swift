extension PlanService {
    /// A code as it is to be known from now on.
    public struct Recognized: Hashable, Sendable {
        public var fingerprint, sealed: String
        public var iccid: String?

        public init(fingerprint: String, sealed: String, iccid: String?) {
            self.fingerprint = fingerprint
            self.sealed = sealed
            self.iccid = iccid
        }
    }

    /// A code whose profile another in stock has too.
    public struct Twin: Hashable, Sendable {
        /// As it is now: withdrawn, unless somebody had it.
        public var code: InventoryCode
        /// The number of the one that keeps the profile.
        public var of: Int64
    }

    /// Gives the codes that an earlier program took into stock the fingerprints by which they are known now, in one transaction.
    ///
    /// Of codes that turn out to be one profile, one that somebody has keeps it, or else the first. The others keep their old
    /// fingerprints; those that nobody has are withdrawn. When the first code in stock is not old, none is, and nothing is read.
    ///
    /// - Parameters:
    ///   - isOld: whether a fingerprint is an earlier program's.
    ///   - recognize: what the code is to be known by; `nil` leaves it as it is.
    /// - Returns: the codes that have come to light as twins.
    /// - Throws: what `recognize` throws, and `StoreError`; all codes are as they were then.
    public func recognize(
        isOld: (InventoryCode) -> Bool,
        _ recognize: (InventoryCode) throws -> Recognized?
    ) throws -> [Twin] {
        let own: [RowValue] = [.text(tenant.text)]
        let first = try engine.store.read { reader in
            try reader.select(Query(InventoryCode.self, where: ["tenant_id"], are: own, limit: 1)).first
        }
        guard let first, isOld(first) else { return [] }
        return try session { session in
            let codes = try session.store.select(Query(InventoryCode.self, where: ["tenant_id"], are: own))
            var known = Known(codes.filter { !isOld($0) })
            var twins: [Twin] = []
            for code in codes.filter(isOld).filter(\.isSomebodys) + codes.filter(isOld).filter({ !$0.isSomebodys }) {
                guard let fresh = try recognize(code) else { continue }
                if let other = known.number(of: fresh) {
                    if let twin = try session.withdraw(code, asTwinOf: other) {
                        twins.append(Twin(code: twin, of: other))
                    }
                    continue
                }
                var renewed = code
                (renewed.fingerprint, renewed.sealed, renewed.iccid) = (fresh.fingerprint, fresh.sealed, fresh.iccid)
                try session.store.update(renewed)
                known.insert(renewed)
            }
            return twins
        }
    }

    /// The numbers of codes, by what they are known by.
    private struct Known {
        private var fingerprints: [String: Int64] = [:]
        private var iccids: [String: Int64] = [:]

        init(_ codes: [InventoryCode]) {
            for code in codes { insert(code) }
        }

        mutating func insert(_ code: InventoryCode) {
            fingerprints[code.fingerprint] = code.number
            if let iccid = code.iccid { iccids[iccid] = code.number }
        }

        func number(of code: Recognized) -> Int64? {
            fingerprints[code.fingerprint] ?? code.iccid.flatMap { iccids[$0] }
        }
    }
}

extension InventoryCode {
    fileprivate var isSomebodys: Bool { state == .used || state == .reserved }
}

extension Session {
    /// Takes a code out of stock whose profile another has; `nil` when it was withdrawn before.
    fileprivate func withdraw(_ code: InventoryCode, asTwinOf other: Int64) throws -> InventoryCode? {
        guard code.state != .withdrawn else { return nil }
        guard !code.isSomebodys else { return code }
        var code = code
        code.state = .withdrawn
        code.reason = "the same profile as code \(other)"
        code.changedAt = now
        try store.update(code)
        try watchStock(code.profileType)
        return code
    }
}
