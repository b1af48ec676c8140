extension ActivationCode {
    /// Everything that can be said about an input.
    ///
    /// It keeps nothing of the input but `redactedInput` and, in `code`, the fields.
    public struct Inspection: Hashable, Sendable {
        /// What was found, as the lenient reading weighs it, in the order of the input.
        public let findings: [Finding]
        /// The fields, when the lenient reading accepts the input.
        public let code: ActivationCode?
        /// A refused input with its mechanical faults cured (a port, a URL scheme, a missing delimiter …), when that
        /// gives a right code. Show it to a person as a question; never use it unasked.
        public let suggestion: ActivationCode?
        /// The input with `****` in the place of whatever may be a matching ID or a confirmation code.
        public let redactedInput: String

        /// Whether `reading` takes the input.
        public func isAccepted(by reading: Reading) -> Bool {
            switch reading {
            case .lenient: code != nil
            case .strict: code != nil && findings.worst ?? .note == .note
            }
        }

        /// The findings as `reading` weighs them.
        public func findings(under reading: Reading) -> [Finding] {
            reading == .strict ? findings.strict : findings
        }

        /// The accepted code as it should have been written; `nil` when it was written like that, or is refused.
        ///
        /// A lower-case matching ID stays as it is: only who has issued it knows the right case.
        public var corrected: ActivationCode? {
            let hasDeparture = findings.contains { $0.severity == .warning && $0.rule != .tokenLowercase }
            return hasDeparture ? code?.canonical : nil
        }
    }

    /// Judges `text` and gives every finding, not only the first.
    ///
    /// Never throws and never traps, whatever the text; linear in its length.
    public static func inspect(_ text: some StringProtocol) -> Inspection {
        inspect(utf8: Array(text.utf8))
    }

    /// Judges the bytes of an input, which need not be valid UTF-8.
    public static func inspect(utf8 bytes: [UInt8]) -> Inspection {
        ActivationCodeReader.read(bytes)
    }

    /// Reads `text` by the letter of SGP.22 4.1, or as phones do.
    ///
    /// - Throws: `ParseError` with all findings as that reading weighs them.
    public init(parsing text: some StringProtocol, as reading: Reading = .strict) throws(ParseError) {
        let inspection = Self.inspect(text)
        guard let code = inspection.code, inspection.isAccepted(by: reading) else {
            throw ParseError(findings: inspection.findings(under: reading))
        }
        self = code
    }
}
