extension PlanService {
    /// Adds versions of plans, all of them or none; a version that is there has to be the same, or `.exists` is thrown.
    /// - Returns: how many were not there.
    public func add(_ versions: [PlanVersion]) throws -> Int {
        try session { session in
            var added = 0
            for version in versions {
                if let present = try session.store.find(PlanVersion.self, version.key) {
                    guard present == version else {
                        throw PlanError.exists("another plan \(version.code) version \(version.version)")
                    }
                } else {
                    try session.store.insert(version)
                    added += 1
                }
            }
            return added
        }
    }

    /// All versions of a plan, the oldest first; none when there is no such plan.
    public func versions(of code: String) throws -> [PlanVersion] {
        try select(PlanVersion.self, ["plan_code"], [code])
    }

    /// Plans by code: those that are sold at `instant`, or every version of each.
    public func plans(carrier: String? = nil, soldAt instant: Instant?) throws -> [PlanVersion] {
        let all = try select(PlanVersion.self).filter { carrier == nil || $0.carrier == carrier }
        guard let instant else { return all }
        var sold: [PlanVersion] = []
        for version in all where version.effectiveFrom <= instant && instant < version.effectiveTo ?? instant + 1 {
            if sold.last?.code == version.code { sold.removeLast() }
            sold.append(version)
        }
        return sold
    }
}
