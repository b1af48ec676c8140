/// How a function of ES2+ or ES9+ ended, as the header of its JSON answer says (SGP.22 6.5.1.4).
public struct ExecutionStatus: Hashable, Sendable {
    public var outcome: Outcome
    /// Why, when it failed or warns.
    public var code: Code?

    public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        case success = "Executed-Success"
        case warning = "Executed-WithWarning"
        case failed = "Failed"
        case expired = "Expired"
    }

    /// A pair of codes (SGP.22 5.2.6). They are lists of numbers, not numbers: 3.1 and 3.10 are not the same.
    public struct Code: Hashable, Sendable, Codable {
        /// What it is about, such as `8.8.1`.
        public var subjectCode: String
        /// What is the matter with it, such as `3.8`.
        public var reasonCode: String
        public var subjectIdentifier: String?
        /// The server's own words.
        public var message: String?

        public init(_ subjectCode: String, _ reasonCode: String, message: String? = nil) {
            self.subjectCode = subjectCode
            self.reasonCode = reasonCode
            self.message = message
        }
    }

    public init(_ outcome: Outcome, _ code: Code? = nil) {
        self.outcome = outcome
        self.code = code
    }

    /// Whether the function was carried out.
    public var isExecuted: Bool { outcome == .success || outcome == .warning }
}

extension ExecutionStatus: Codable {
    private enum HeaderKey: String, CodingKey { case functionExecutionStatus }
    private enum StatusKey: String, CodingKey { case status, statusCodeData }

    /// Reads the value of `header`.
    public init(from decoder: any Decoder) throws {
        let header = try decoder.container(keyedBy: HeaderKey.self)
        let status = try header.nestedContainer(keyedBy: StatusKey.self, forKey: .functionExecutionStatus)
        outcome = try status.decode(Outcome.self, forKey: .status)
        code = try status.decodeIfPresent(Code.self, forKey: .statusCodeData)
    }

    /// Writes the value of `header`.
    public func encode(to encoder: any Encoder) throws {
        var header = encoder.container(keyedBy: HeaderKey.self)
        var status = header.nestedContainer(keyedBy: StatusKey.self, forKey: .functionExecutionStatus)
        try status.encode(outcome, forKey: .status)
        try status.encodeIfPresent(code, forKey: .statusCodeData)
    }
}
