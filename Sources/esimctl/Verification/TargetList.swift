import SGP22
import SystemPackage

/// The targets of a command: those of its arguments, then those of its files, one per line.
struct TargetList {
    private(set) var targets: [VerifyTarget] = []
    /// The lines of files that name no server, each as a failure with status 65. The others go on without them.
    private(set) var badLines: [Failure] = []

    /// - Throws: `Failure`: 64 for an argument that names no server, 65 when there is no target, 66 for a file that is not there.
    init(arguments: [String], files: [String]) throws(Failure) {
        for argument in arguments {
            do {
                targets.append(try VerifyTarget(parsing: argument))
            } catch {
                throw Failure(error.reason, hint: "host, host:port, or an activation code", status: .usage)
            }
        }
        for file in files { try add(InputFile(argument: file)) }
        // Who is named twice is asked once.
        var seen: Set<VerifyTarget> = []
        targets = targets.filter { seen.insert($0).inserted }
        guard !targets.isEmpty else {
            for line in badLines { line.say() }
            throw Failure(
                "there is no target",
                hint: "one per line: host, host:port, or an activation code",
                status: .unusableInput
            )
        }
    }

    private mutating func add(_ file: InputFile) throws(Failure) {
        let limit = 16 << 20
        let bytes = try file.bytes(upTo: limit)
        guard bytes.count <= limit else {
            throw Failure(
                "\(file.displayName): is larger than \(limit >> 20) MiB, the most that is read",
                status: .unusableInput
            )
        }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let text = String(decoding: line, as: UTF8.self).trimmingWhitespace
            guard !text.isEmpty, text.first != "#" else { continue }
            do {
                targets.append(try VerifyTarget(parsing: text))
            } catch {
                badLines.append(
                    Failure("\(file.displayName):\(number + 1): \(error.reason)", status: .unusableInput)
                )
            }
        }
    }
}

extension String {
    /// The text without white space at its ends.
    fileprivate var trimmingWhitespace: String {
        let isSpace: (Character) -> Bool = { $0.isWhitespace }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
