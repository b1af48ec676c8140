import SGP22
import SystemPackage

/// The findings that were there when a team began to lint: known, and not reported again.
///
/// One line for each, `fingerprint rule file`; only the fingerprint counts, the rest is for the reader of a diff.
struct Baseline {
    private static let head = "# esimctl baseline 1\n"
    private var known: Set<String> = []

    /// Reads a baseline.
    ///
    /// - Throws: `Failure` when it cannot be read or is none.
    init(reading path: String) throws(Failure) {
        let bytes: [UInt8]
        do {
            bytes = try FileDescriptor.contents(of: path, limit: 1 << 28)
        } catch {
            throw Failure(reading: path, error as? Errno ?? .ioError)
        }
        guard bytes.starts(with: Self.head.utf8) else {
            throw Failure(
                "\(path): is no baseline",
                hint: "--write-baseline writes one",
                status: .unusableInput
            )
        }
        for line in bytes.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
            known.insert(String(decoding: line.prefix { $0 != 0x20 }, as: UTF8.self))
        }
    }

    func contains(_ fingerprint: String) -> Bool { known.contains(fingerprint) }

    /// A baseline in the making.
    struct Draft {
        private var text = Baseline.head

        mutating func add(_ fingerprint: String, _ finding: ActivationCode.Finding, of code: CheckedCode) {
            let name = code.source.portableName.redactedIfCode.replacing("\n", with: " ")
            text += "\(fingerprint) \(finding.rule.rawValue) \(name)\n"
        }

        /// Writes it, in the place of an earlier one.
        ///
        /// - Throws: `Failure` when something else is in its place, or it cannot be written.
        func write(to path: String) throws(Failure) {
            let there = try? FileDescriptor.contents(of: path, limit: 1 << 28)
            guard there?.isEmpty != false || there?.starts(with: Baseline.head.utf8) == true else {
                throw Failure(
                    "\(path.redactedIfCode): is there already, and is no baseline",
                    hint: "name another file for --write-baseline",
                    status: .cannotCreate
                )
            }
            try OutputFile(path: path, replacesExisting: true).write(Array(text.utf8))
        }
    }
}
