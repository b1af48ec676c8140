import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Programs of librsvg and fontconfig, which make paper and pixels out of a page.
enum Converter {
    /// Why a program gave nothing.
    enum Failure: Error, Hashable {
        /// There is no such program.
        case missing
        /// It said this.
        case failed(String)
    }

    /// The page of `svg` as PDF; the same page gives the same bytes.
    static func pdf(_ svg: String) throws(Failure) -> [UInt8] {
        try run("rsvg-convert", ["--format=pdf"], input: svg)
    }

    /// The page of `svg` as PNG, a pixel for each tenth of a millimetre, so that no edge of a module is blurred.
    static func png(_ svg: String) throws(Failure) -> [UInt8] {
        try run("rsvg-convert", ["--format=png", "--dpi-x=254", "--dpi-y=254"], input: svg)
    }

    /// Those of `characters` that no font of this machine has.
    static func charactersWithoutFont(_ characters: Set<Unicode.Scalar>) throws(Failure) -> [Unicode.Scalar] {
        let sorted = characters.sorted()
        guard !sorted.isEmpty, try !isCovered(sorted) else { return [] }
        // No font has them all, yet several may have them together.
        var missing: [Unicode.Scalar] = []
        for character in sorted where try !isCovered([character]) { missing.append(character) }
        return missing
    }

    private static func isCovered(_ characters: [Unicode.Scalar]) throws(Failure) -> Bool {
        let set = characters.map { String($0.value, radix: 16) }.joined(separator: " ")
        return try !run("fc-list", [":charset=\(set)", "family"], input: "").isEmpty
    }

    /// What a program writes to standard output.
    private static func run(_ program: String, _ arguments: [String], input: String) throws(Failure) -> [UInt8] {
        do {
            // Files, not pipes: none of them can fill up while another is waited for.
            let files = try [Scratch(input), Scratch(""), Scratch("")]
            let status = try spawn(program, arguments, files.map(\.descriptor))
            guard status == 0 else {
                let said = try String(decoding: files[2].contents(), as: UTF8.self)
                throw Failure.failed(said.split(separator: "\n").first.map(String.init) ?? "status \(status)")
            }
            return try files[1].contents()
        } catch let failure as Failure {
            throw failure
        } catch Errno.noSuchFileOrDirectory {
            throw .missing
        } catch {
            throw .failed("\(error)")
        }
    }

    /// Runs a program with three streams and waits for its end; gives its wait status.
    private static func spawn(_ program: String, _ arguments: [String], _ streams: [FileDescriptor]) throws -> Int32 {
        #if canImport(Glibc)
            var actions = unsafe posix_spawn_file_actions_t()
        #else
            var actions: posix_spawn_file_actions_t?
        #endif
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in streams.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, stream.rawValue, CInt(number))
        }
        var process: pid_t = 0
        let status = unsafe withCStrings([program] + arguments) { arguments in
            unsafe withCStrings(environment) { environment in
                unsafe posix_spawnp(&process, program, &actions, nil, arguments, environment)
            }
        }
        guard status == 0 else { throw Errno(rawValue: status) }
        var result: Int32 = 0
        while unsafe waitpid(process, &result, 0) < 0 {
            guard Errno(rawValue: errno) == .interrupted else { throw Errno(rawValue: errno) }
        }
        return result
    }

    /// Only what finds programs and fonts; the date is for the PDF, which would have the time of day otherwise.
    private static var environment: [String] {
        let names = [
            "PATH", "HOME", "TMPDIR", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT", "XDG_DATA_HOME",
            "XDG_CACHE_HOME", "XDG_CONFIG_HOME",
        ]
        let kept = names.compactMap { name in variable(name).map { "\(name)=\($0)" } }
        return kept + ["LC_ALL=C.UTF-8", "SOURCE_DATE_EPOCH=\(variable("SOURCE_DATE_EPOCH") ?? "0")"]
    }

    private static func variable(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}

/// A file without a name that is gone with its owner; a page holds a secret, so no one else can open it.
private final class Scratch {
    let descriptor: FileDescriptor

    init(_ text: String) throws {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/esimctl.XXXXXX".utf8CString)
        let number = unsafe mkstemp(&template)
        guard number >= 0 else {
            throw Errno(rawValue: errno) == .noSuchFileOrDirectory ? Errno.ioError : Errno(rawValue: errno)
        }
        unsafe unlink(template)
        descriptor = FileDescriptor(rawValue: number)
        try descriptor.writeAll(text.utf8)
        try descriptor.seek(offset: 0, from: .start)
    }

    deinit { try? descriptor.close() }

    /// All that is in it.
    func contents() throws -> [UInt8] {
        try descriptor.seek(offset: 0, from: .start)
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe try piece.withUnsafeMutableBytes { unsafe try descriptor.read(into: $0) }
            guard count > 0 else { return bytes }
            bytes += piece[..<count]
        }
    }
}

/// Lends `strings` as C's `argv` is: pointers, and a null at the end.
private func withCStrings<Result>(
    _ strings: [String],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers = unsafe strings.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
    return unsafe body(&pointers)
}
