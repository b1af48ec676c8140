import SGP22
import SystemPackage

/// Where codes come from.
enum CodeSource: Hashable, Sendable {
    /// An argument of the command line, and which one, from 1.
    case argument(String, number: Int)
    /// A file, one code per line.
    case file(String)
    /// A file in which codes are looked for.
    case document(Document)
    /// Standard input, one code per line.
    case standardInput

    /// What the value of `--file` means: `-` is standard input.
    init(path: String) {
        self = path == "-" ? .standardInput : .file(path)
    }

    /// What the arguments of a command mean: `-` is standard input and, where paths are taken, an existing path is a path;
    /// anything else is a code, and so is everything behind `--`.
    static func sources(of arguments: [String], takingPaths: Bool = false) -> [CodeSource] {
        let firstForced = arguments.count - argumentsBehindTerminator
        return arguments.enumerated().map { index, argument in
            if index < firstForced && argument == "-" { return .standardInput }
            let isPath =
                takingPaths && index < firstForced && !argument.isEmpty && (try? Stat(FilePath(argument))) != nil
            if takingPaths && index < firstForced && !isPath && argument.looksLikePath {
                // It may be a code that a shell has spoilt, so it is not quoted.
                Diagnostics.say("argument \(index + 1): no such file, so it is judged as a code")
            }
            return isPath ? .file(argument) : .argument(argument, number: index + 1)
        }
    }

    /// How many arguments stand behind the first `--`; the parser gives them last and does not tell them from the others.
    private static var argumentsBehindTerminator: Int {
        let arguments = CommandLine.arguments
        return arguments.firstIndex(of: "--").map { arguments.count - $0 - 1 } ?? 0
    }

    /// What reports call it.
    var name: String {
        switch self {
        case .argument: "argument"
        case .file(let path): path
        case .document(let document): document.path
        case .standardInput: "-"
        }
    }

    /// The file's path; `nil` for what is in no file.
    var filePath: String? {
        switch self {
        case .file(let path): path
        case .document(let document): document.path
        case .argument, .standardInput: nil
        }
    }

    /// Whether it is a code of the command line.
    var isArgument: Bool {
        guard case .argument = self else { return false }
        return true
    }

    /// The name that stays the same from run to run and machine to machine, as far as it can.
    var portableName: String {
        var name = self.name[...]
        while name.hasPrefix("./") { name = name.dropFirst(2) }
        return String(name)
    }

    /// What people are told: `-` has a better name.
    var displayName: String {
        switch self {
        case .standardInput: "<stdin>"
        case .file(let path): path.isEmpty ? "''" : path.redactedIfCode
        case .document(let document): document.path.redactedIfCode
        case .argument: name
        }
    }
}

/// Takes one code of a source: the code, what ends its line, and the line it stands in (for an argument, its number).
typealias CodeTaker = (_ code: Span<UInt8>, _ end: Span<UInt8>, _ place: (source: CodeSource, line: Int)) throws -> Void

extension CodeSource {
    /// Gives each code to `body`.
    ///
    /// Blank lines and those that begin with `#` go to `pass` instead, ends included. With `asOne`, a file is one code, line ends
    /// and all.
    ///
    /// - Throws: `Failure` when the source cannot be read, or holds no code; and what the closures throw.
    func forEachCode(asOne: Bool, _ body: CodeTaker, pass: (Span<UInt8>) throws -> Void) throws {
        let newline: [UInt8] = [0x0A]
        if case .argument(let code, let number) = self {
            let bytes = Array(code.utf8)
            return try body(bytes.span, newline.span, (self, number))
        }
        do {
            let descriptor = try open()
            defer { if self != .standardInput { try? descriptor.close() } }
            if asOne {
                let bytes = try everything(in: descriptor)
                try body(bytes.span, newline.span, (self, 1))
            } else {
                try readLines(descriptor, body, pass: pass)
            }
        } catch let error as Errno {
            throw Failure(reading: displayName, error)
        } catch let error as LineReader.LineTooLong {
            throw tooLong(line: error.number)
        }
    }

    private func open() throws -> FileDescriptor {
        guard case .file(let path) = self else { return .standardInput }
        return try .open(FilePath(path), .readOnly)
    }

    private func readLines(_ descriptor: FileDescriptor, _ body: CodeTaker, pass: (Span<UInt8>) throws -> Void) throws {
        var isEmpty = true
        try LineReader(descriptor).forEachLine(checkStart: refuseOtherThanText) { line, number in
            if Self.isCode(line) {
                isEmpty = false
                let length = Self.lengthWithoutEnd(line)
                try body(line.extracting(first: length), line.extracting(droppingFirst: length), (self, number))
            } else {
                try pass(line)
            }
        }
        guard !isEmpty else {
            throw Failure("\(displayName): holds no activation code", hint: "one code per line", status: .unusableInput)
        }
    }

    /// The bytes of a line before its `LF` or `CR LF`.
    private static func lengthWithoutEnd(_ line: Span<UInt8>) -> Int {
        guard line[line.count - 1] == 0x0A else { return line.count }
        return line.count > 1 && line[line.count - 2] == 0x0D ? line.count - 2 : line.count - 1
    }

    private func tooLong(line: Int) -> Failure {
        let limit = "\(LineReader.longestLine >> 20) MiB"
        return Failure(
            "\(displayName): line \(line): is longer than \(limit); the rest of the file was not read",
            status: .unusableInput
        )
    }

    /// Neither blank nor a comment; a byte order mark may precede the `#`.
    private static func isCode(_ line: Span<UInt8>) -> Bool {
        guard !line.isEmpty else { return false }
        if line[0] == UInt8(ascii: "L") || line[0] == UInt8(ascii: "1") { return true }
        var index = line.count >= 3 && line[0] == 0xEF && line[1] == 0xBB && line[2] == 0xBF ? 3 : 0
        while index < line.count && (line[index] == 0x20 || line[index] &- 0x09 < 5) { index += 1 }
        return index < line.count && line[index] != UInt8(ascii: "#")
    }

    /// A file whose first bytes have a NUL is no text, unless they also have a code; UTF-16 has its own mark.
    private func refuseOtherThanText(_ start: Span<UInt8>) throws {
        let start = (0..<min(start.count, 8192)).map { start[$0] }
        if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
            throw Failure("\(displayName): line 1: is UTF-16 text", hint: "save it as UTF-8", status: .unusableInput)
        }
        if start.count < 8192, let end = start.firstIndex(of: 0x0D), end < start.count - 1, !start.contains(0x0A) {
            throw Failure(
                "\(displayName): line 1: the lines end with CR alone",
                hint: "save it with LF or CR LF",
                status: .unusableInput
            )
        }
        guard let place = start.firstIndex(of: 0), !start.contains("1$".utf8) else { return }
        let line = start[..<place].count { $0 == 0x0A } + 1
        throw Failure("\(displayName): line \(line): is binary data, not text", status: .unusableInput)
    }

    /// All bytes of a file that is one code; a larger one than a line can be is refused, as a part may look like a code.
    private func everything(in descriptor: FileDescriptor) throws -> [UInt8] {
        let bytes = try descriptor.readAll(upTo: LineReader.longestLine + 1)
        guard bytes.count <= LineReader.longestLine else { throw tooLong(line: 1) }
        return bytes
    }
}

extension [CodeSource] {
    /// Gives the codes of all sources to `body`; what cannot be read is said on standard error, and the others follow.
    ///
    /// - Returns: the worst status of the sources themselves.
    /// - Throws: what the closures throw, except `Failure`, which counts as a failure of the source.
    func forEachCode(
        asOne: Bool = false,
        _ body: CodeTaker,
        pass: (Span<UInt8>) throws -> Void = { _ in }
    ) throws -> ExitStatus {
        var status = ExitStatus.success
        for source in self {
            do {
                try source.forEachCode(asOne: asOne, body, pass: pass)
            } catch let failure as Failure {
                failure.say()
                status = Swift.max(status, failure.status)
            }
        }
        return status
    }
}

extension String {
    /// Whether a person who typed it will have meant a file: it has a dot or a slash and nothing that a code has.
    fileprivate var looksLikePath: Bool {
        !GlobPattern.isPattern(utf8) && utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
            && !contains { "$:% ".contains($0) }
    }
}
