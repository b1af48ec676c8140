extension ActivationCode {
    /// One remark about an input: which rule, how bad, where, and what exactly.
    public struct Finding: Hashable, Sendable {
        /// What exactly is the matter; `Localization` makes a sentence of it.
        public internal(set) var problem: Problem
        /// How bad it is under the reading that was asked for.
        public internal(set) var severity: Severity
        /// Where it begins: bytes of the input's UTF-8, from 0. For something missing, the place where it should stand.
        public let offset: Int
        /// How many bytes of the input it covers; 0 for something missing.
        public let length: Int

        /// A finding as the lenient reading weighs it.
        public init(_ problem: Problem, offset: Int, length: Int) {
            self.problem = problem
            self.severity = problem.severity
            self.offset = offset
            self.length = length
        }

        /// The rule that is broken.
        public var rule: Rule { problem.rule }
    }

    /// The two ways to read a code.
    public enum Reading: Hashable, Sendable, CaseIterable {
        /// By the letter of SGP.22 4.1.
        case strict
        /// As phones do, every departure reported.
        case lenient
    }

    /// The findings for which a text was refused; their offsets count from the start of that text.
    public struct ParseError: Error, Hashable, Sendable, CustomStringConvertible {
        /// What was found, in the order of the input; at least one finding is an error.
        public let findings: [Finding]

        /// The rule ids with their offsets, such as `AC_TOKEN_CHAR at 24`; nothing of the input itself.
        public var description: String {
            findings.map { "\($0.rule.rawValue) at \($0.offset)" }.joined(separator: ", ")
        }
    }
}

extension [ActivationCode.Finding] {
    /// The same findings as the strict reading weighs them: a warning is an error.
    public var strict: Self {
        map { finding in
            var stricter = finding
            if finding.severity == .warning { stricter.severity = .error }
            return stricter
        }
    }

    /// The worst severity among them; `nil` when there is none.
    public var worst: Severity? { lazy.map(\.severity).max() }
}
