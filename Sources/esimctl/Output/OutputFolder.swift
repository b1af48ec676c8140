import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder into which a list's files go; several threads may write into it.
struct OutputFolder: Sendable {
    var path: String
    var replacesExisting: Bool

    /// Makes the folder when it is not there.
    func create() throws(Failure) {
        guard unsafe mkdir(path, 0o777) != 0 else { return }
        let error = Errno(rawValue: errno)
        let isThere = error == .fileExists && (try? Stat(FilePath(path)))?.type == .directory
        guard isThere else { throw Failure(writing: path, error) }
    }

    /// Writes a file; one that is there with the same bytes is left alone.
    ///
    /// - Returns: whether anything was written.
    /// - Throws: `Failure` with status 73 when there is another file of that name, or it cannot be written.
    func write(_ bytes: [UInt8], _ name: String) throws(Failure) -> Bool {
        let file = path + "/" + name
        do {
            try OutputFile(path: file, replacesExisting: false).writeOrThrowErrno(bytes)
        } catch Errno.fileExists {
            if Self.holds(file, bytes) { return false }
            guard replacesExisting else {
                throw Failure(
                    "\(file.redactedIfCode): already exists and is another",
                    hint: "--overwrite replaces it",
                    status: .cannotCreate
                )
            }
            try OutputFile(path: file, replacesExisting: true).write(bytes)
        } catch {
            throw Failure(writing: file, error as? Errno ?? .ioError)
        }
        return true
    }

    private static func holds(_ file: String, _ bytes: [UInt8]) -> Bool {
        guard let descriptor = try? FileDescriptor.open(FilePath(file), .readOnly) else { return false }
        defer { try? descriptor.close() }
        return (try? descriptor.readAll(upTo: bytes.count + 1)) == bytes
    }
}

/// The names of a list's files.
enum OutputName {
    /// The name of the piece of that number in its list, from 1: five digits, or as many as it takes.
    static func of(number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }

    /// Why `name` cannot be the name of a file in a folder, without its extension; `nil` when it can.
    static func fault(of name: String) -> String? {
        if name.isEmpty { return "has no name" }
        if name.hasPrefix(".") { return "the name begins with a dot" }
        if name.contains(where: { "/\\".contains($0) }) { return "the name has a path separator in it" }
        if name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return "the name has a control character in it"
        }
        if name.utf8.count > 200 { return "the name is longer than 200 bytes" }
        return name.redactedIfCode == name ? nil : "the name is an activation code"
    }
}
