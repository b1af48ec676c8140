/// What came of taking codes into stock.
public struct StockReport: Hashable, Sendable {
    /// How many were added; 0 when any was refused, unless those were to be passed over.
    public var added: Int
    public var refused: [Refusal]

    /// A code that is there already, or whose profile is.
    public struct Refusal: Hashable, Sendable {
        /// Which of the codes, from 0.
        public var index: Int
        /// What it collides with: in stock, or among the codes themselves (its index).
        public var with: Collision
        /// Whether the codes differ and only the ICCID is the same.
        public var isOfProfile: Bool
    }

    public enum Collision: Hashable, Sendable {
        case stock(InventoryCode)
        case earlier(index: Int)
    }
}

extension PlanService {
    /// Takes codes into stock in one transaction: all of them, or none if one is there already. With `passingOver` those are left out.
    ///
    /// Throws `.wrongKey` when the stock is sealed with another key: the same code would not be known again.
    public func stock(_ codes: [NewCode], passingOver: Bool = false) throws -> StockReport {
        try session { session in
            let (fresh, refused) = try session.sort(codes)
            var report = StockReport(added: 0, refused: refused)
            guard passingOver || report.refused.isEmpty else { return report }
            try session.add(fresh)
            report.added = fresh.count
            return report
        }
    }

    /// Takes a code out of stock that nobody has.
    ///
    /// Throws `.notFound`, and `.codeNotAvailable`.
    @discardableResult
    public func withdraw(code number: Int64, reason: String) throws -> InventoryCode {
        try session { session in
            var code = try session.inventoryCode(number)
            guard code.state == .available else { throw PlanError.codeNotAvailable(number, code.state) }
            code.state = .withdrawn
            code.reason = reason
            code.changedAt = session.now
            try session.store.update(code)
            try session.watchStock(code.profileType)
            return code
        }
    }

    /// Has somebody told when fewer codes of a type are left than `threshold`; 0 ends it.
    public func watchStock(of type: String, below threshold: Int, email: String, locale: String) throws {
        try session { session in
            let key: [RowValue] = [.text(tenant.text), .text(type)]
            guard threshold > 0 else { return try session.store.delete(StockWatch.self, key) }
            var watch = StockWatch(
                tenant: tenant,
                profileType: type,
                threshold: threshold,
                email: email,
                locale: locale
            )
            if let present = try session.store.find(StockWatch.self, key) {
                watch.isLow = present.isLow
                watch.notices = present.notices
            }
            try session.store.upsert(watch)
            try session.watchStock(type)
        }
    }

    /// A code as it is kept under another key.
    public struct Resealed: Hashable, Sendable {
        public var fingerprint, keyID, sealed: String

        public init(fingerprint: String, keyID: String, sealed: String) {
            self.fingerprint = fingerprint
            self.keyID = keyID
            self.sealed = sealed
        }
    }

    /// Seals all codes anew, in one transaction: what `reseal` throws for one leaves all as they were.
    ///
    /// - Returns: how many there are.
    public func reseal(_ reseal: (InventoryCode) throws -> Resealed) throws -> Int {
        try session { session in
            let query = Query(InventoryCode.self, where: ["tenant_id"], are: [.text(tenant.text)])
            let codes = try session.store.select(query)
            for var code in codes {
                let fresh = try reseal(code)
                (code.fingerprint, code.keyID, code.sealed) = (fresh.fingerprint, fresh.keyID, fresh.sealed)
                try session.store.update(code)
            }
            return codes.count
        }
    }

    /// The code with this number in stock.
    ///
    /// Throws `.notFound`.
    public func inventoryCode(_ number: Int64) throws -> InventoryCode {
        try session { try $0.inventoryCode(number) }
    }

    /// The codes in stock, of one type and state where these are given, in the order in which they came.
    public func inventory(type: String? = nil, state: InventoryCode.State? = nil) throws -> [InventoryCode] {
        let codes =
            if let type, let state {
                try select(InventoryCode.self, ["profile_type", "state"], [type, state.rawValue])
            } else {
                try select(InventoryCode.self)
            }
        return codes.filter { (type ?? $0.profileType) == $0.profileType && (state ?? $0.state) == $0.state }
    }
}

extension Session {
    /// The codes that are new, and why others are not.
    fileprivate func sort(_ codes: [NewCode]) throws -> (fresh: [NewCode], refused: [StockReport.Refusal]) {
        try demandKey(of: codes)
        var fingerprints: [String: Int] = [:]
        var iccids: [String: Int] = [:]
        var fresh: [NewCode] = []
        var refused: [StockReport.Refusal] = []
        for (index, code) in codes.enumerated() {
            if let refusal = try collision(of: code, index, fingerprints, iccids) {
                refused.append(refusal)
                continue
            }
            fingerprints[code.fingerprint] = index
            if let iccid = code.iccid { iccids[iccid] = index }
            fresh.append(code)
        }
        return (fresh, refused)
    }

    fileprivate func demandKey(of codes: [NewCode]) throws {
        let query = Query(InventoryCode.self, where: ["tenant_id"], are: [.text(tenant.text)], limit: 1)
        guard let inStock = try store.select(query).first?.keyID,
            let other = codes.first(where: { $0.keyID != inStock })
        else { return }
        throw PlanError.wrongKey(sealedWith: inStock, ours: other.keyID)
    }

    fileprivate func collision(
        of code: NewCode,
        _ index: Int,
        _ fingerprints: [String: Int],
        _ iccids: [String: Int]
    ) throws -> StockReport.Refusal? {
        func refusal(_ collision: StockReport.Collision, isOfProfile: Bool) -> StockReport.Refusal {
            StockReport.Refusal(index: index, with: collision, isOfProfile: isOfProfile)
        }
        func inStock(_ column: String, _ value: String) throws -> InventoryCode? {
            try store.select(
                Query(
                    InventoryCode.self,
                    where: ["tenant_id", column],
                    are: [.text(tenant.text), .text(value)],
                    limit: 1
                )
            ).first
        }
        if let earlier = fingerprints[code.fingerprint] {
            return refusal(.earlier(index: earlier), isOfProfile: false)
        }
        if let present = try inStock("fingerprint", code.fingerprint) {
            return refusal(.stock(present), isOfProfile: false)
        }
        guard let iccid = code.iccid else { return nil }
        if let earlier = iccids[iccid] { return refusal(.earlier(index: earlier), isOfProfile: true) }
        return try inStock("iccid", iccid).map { refusal(.stock($0), isOfProfile: true) }
    }

    fileprivate func add(_ codes: [NewCode]) throws {
        guard !codes.isEmpty else { return }
        let key: [RowValue] = [.text(tenant.text), .text("inventory")]
        var counter = try store.find(Counter.self, key) ?? Counter(tenant: tenant, name: "inventory", value: 0)
        for code in codes {
            counter.value += 1
            try store.insert(InventoryCode(code, tenant: tenant, number: counter.value, at: now))
        }
        try store.upsert(counter)
        for type in Set(codes.map(\.profileType)).sorted() { try watchStock(type) }
    }
}

extension PlanService {
    /// The key that the stock is sealed with; `nil` when nothing is in stock.
    public func stockKeyID() throws -> String? {
        try engine.store.read { reader in
            let query = Query(InventoryCode.self, where: ["tenant_id"], are: [.text(tenant.text)], limit: 1)
            return try reader.select(query).first?.keyID
        }
    }

    /// Which codes could not be taken into stock; nothing is.
    ///
    /// Throws `.wrongKey`, as `stock` does.
    public func collisions(of codes: [NewCode]) throws -> StockReport {
        try session { session in
            let (_, refused) = try session.sort(codes)
            return StockReport(added: 0, refused: refused)
        }
    }
}
